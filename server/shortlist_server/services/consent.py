"""Asking whether the user's own programs may run without isolation, where there is none."""

from __future__ import annotations

import asyncio
import logging

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_engine.protocol import EngineError
from shortlist_server.server import ShortlistServer

logger = logging.getLogger(__name__)

ALLOW, NOT_NOW, NEVER = "Run my programs", "Not now", "Never"


class Consent:
    """Consent asks the user. The engine remembers the answer, on the machine where programs run."""

    def __init__(self, server: ShortlistServer) -> None:
        self._server = server

    async def ask(self, error: EngineError) -> bool | None:
        """Returns the answer, None when the user wants to be asked again."""
        if not self._server.support.questions:
            return None
        reason = str(error.data.get("reason") or "").rstrip(".")
        params = types.ShowMessageRequestParams(
            types.MessageType.Warning,
            "Programs cannot be isolated where the engine runs"
            + (f" ({reason})" if reason else "")
            + ". Run your own programs as a terminal would, with your rights? What Shortlist "
            "proposes is never run so.",
            [types.MessageActionItem(title) for title in (ALLOW, NOT_NOW, NEVER)],
        )
        try:
            # Shielded: see services/progress.py. The user may take their time.
            chosen = await asyncio.shield(self._server.window_show_message_request_async(params))
        except JsonRpcException as failure:
            logger.warning("the client does not ask: %s", failure)
            return None
        title = chosen.title if chosen is not None else NOT_NOW
        return {ALLOW: True, NEVER: False}.get(title)
