"""The progress of one solve, with what its model is waited for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from shortlist_engine.problem import Progress


class StatusReport:
    """Sends progress on to `send`, and again when the model says what it waits for.

    A status holds until there is news: another stage, or a further sample.
    """

    def __init__(self, send: Callable[[Progress], None]) -> None:
        self._send = send
        self._last: Progress | None = None
        self._status = ""

    def progress(self, progress: Progress) -> None:
        """Sends this progress, with the status that still holds."""
        last = self._last
        if last is None or (last.stage, last.sampled) != (progress.stage, progress.sampled):
            self._status = ""
        self._last = progress
        self._send(replace(progress, status=self._status))

    def status(self, text: str) -> None:
        """Takes a status, such as "loading qwen …"."""
        self._status = text
        if self._last is not None:
            self._send(replace(self._last, status=text))
