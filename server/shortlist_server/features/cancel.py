"""The command that cancels solves and runs."""

from __future__ import annotations

from typing import Any

import attrs

from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation import commands
from shortlist_server.services.services import Services


@attrs.frozen
class CancelArguments(Shape):
    """The arguments say what to cancel: a solve, a run, what a document's are, or without a value
    all solves."""

    solve_id: str | None = None
    run_id: str | None = None
    uri: str | None = None


class CancelFeature:
    """Cancels by the id that `solve` or `run` answered with, or by document."""

    def __init__(self, services: Services) -> None:
        self._solves = services.solves
        self._runs = services.runs
        services.server.add_command(commands.CANCEL, CancelArguments, self._cancel)

    def _cancel(self, arguments: CancelArguments) -> dict[str, Any]:
        return {"cancelled": self._count(arguments)}

    def _count(self, arguments: CancelArguments) -> int:
        """Cancel, and count what was cancelled."""
        if arguments.solve_id is not None:
            solve = self._solves.by_id(arguments.solve_id)
            if solve is not None:
                self._solves.cancel(solve)
            return int(solve is not None)
        if arguments.run_id is not None:
            return int(self._runs.cancel(arguments.run_id))
        if arguments.uri is not None:
            runs = self._runs.cancel_document(arguments.uri)
            return runs + self._solves.cancel_document(arguments.uri)
        return self._solves.cancel_all()
