"""What may be solved follows the progress file, whoever writes it: another window, a terminal."""

from __future__ import annotations

import asyncio
import contextlib

from shortlist_engine import places
from shortlist_engine.fairness import marks_in
from shortlist_server.services.services import Services

EVERY_S = 1.0


class ProgressFileFeature:
    """ProgressFileFeature looks at the time of the progress file once a second while a file of
    practice is open."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._availability = services.availability
        self._practised: set[str] = set()
        self._seen: tuple[int, int] | None = None
        self._watching: asyncio.Task[None] | None = None
        services.lifecycle.document_changed.connect(self._changed)
        services.lifecycle.document_closed.connect(self._practised.discard)
        services.lifecycle.leaving.connect(self._leave)

    def _changed(self, uri: str) -> None:
        document = self._server.open_document(uri)
        if document is None or not marks_in(document.source):
            self._practised.discard(uri)
            return
        self._practised.add(uri)
        if self._watching is None or self._watching.done():
            self._seen = _stamp()
            self._watching = self._server.spawn(self._watch())

    async def _watch(self) -> None:
        while self._practised:
            await asyncio.sleep(EVERY_S)
            now = _stamp()
            if now != self._seen:
                self._seen = now
                self._availability.changed.emit()

    def _leave(self) -> None:
        if self._watching is not None:
            self._watching.cancel()


def _stamp() -> tuple[int, int] | None:
    with contextlib.suppress(OSError):
        about = places.progress_file().stat()
        return about.st_mtime_ns, about.st_size
    return None
