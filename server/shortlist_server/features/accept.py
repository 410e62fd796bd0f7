"""Accepting a solution: the command that inserts it, and the word that it was inserted."""

from __future__ import annotations

import attrs

from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation import commands
from shortlist_server.services.inserter import AcceptResult
from shortlist_server.services.services import Services

DID_ACCEPT = "shortlist/didAccept"


@attrs.frozen
class AcceptArguments(Shape):
    """The arguments name the solution, and the document to put it into."""

    uri: str
    problem_id: str
    solution_id: str


@attrs.frozen
class DidAcceptParams(Shape):
    """The parameters name the solution that was inserted by other means than our command."""

    id: str
    problem_id: str | None = None
    accepted_length: int | None = None


class AcceptFeature:
    """Inserts solutions, and remembers which the user took."""

    def __init__(self, services: Services) -> None:
        self._configuration = services.configuration
        self._messages = services.messages
        self._solves = services.solves
        self._inserter = services.inserter
        services.server.add_command(commands.ACCEPT, AcceptArguments, self._accept)
        # A notification, read like a request; nothing answers it.
        services.server.add_request(DID_ACCEPT, DidAcceptParams, self._did_accept)

    async def _accept(self, arguments: AcceptArguments) -> AcceptResult:
        self._configuration.require_ai(arguments.uri)
        result = await self._inserter.accept(
            arguments.uri, arguments.problem_id, arguments.solution_id
        )
        if result.message is not None:
            self._messages.show_outcome(f"{result.message}.", asked_for=bool(result.elsewhere))
        return result

    def _did_accept(self, params: DidAcceptParams) -> None:
        known = self._solves.cache.get(params.problem_id or "")
        if known is not None and known.solution(params.id) is not None:
            self._solves.mark_accepted(known, params.id)
