"""A line on a terminal that says what goes on, for commands whose result comes at the end."""

from __future__ import annotations

import sys

from rich.status import Status
from rich.text import Text

from shortlist_engine.cli.run_view import console


class LiveLine:
    """Shows one line on standard error, where that is a terminal; nothing elsewhere."""

    def __init__(self) -> None:
        self._console = console(sys.stderr)
        self._status: Status | None = None

    def show(self, text: str) -> None:
        """Shows the text in place of the one before."""
        if not self._console.is_terminal:
            return
        line = Text(text, no_wrap=True, overflow="ellipsis")
        if self._status is None:
            self._status = self._console.status(line)
            self._status.start()
        self._status.update(line)

    def close(self) -> None:
        """Takes the line away."""
        status, self._status = self._status, None
        if status is not None:
            status.stop()
