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
    """Inserts solutions, and sees which the user took from the editor's own completion."""

    def __init__(self, services: Services) -> None:
        self._configuration = services.configuration
        self._solves = services.solves
        self._inserter = services.inserter
        self._insertions = services.insertions
        services.insertions.appeared.connect(services.inserter.warn_of_two_programs)
        services.server.add_command(commands.ACCEPT, AcceptArguments, self._accept)
        # A notification, read like a request; nothing answers it.
        services.server.add_request(DID_ACCEPT, DidAcceptParams, self._did_accept)

    async def _accept(self, arguments: AcceptArguments) -> AcceptResult:
        self._configuration.require_ai(arguments.uri)
        return await self._inserter.accept(
            arguments.uri, arguments.problem_id, arguments.solution_id
        )

    def _did_accept(self, params: DidAcceptParams) -> None:
        known = self._solves.known(params.problem_id or "")
        shown = known.program(params.id) if known is not None else None
        if known is not None and shown is not None:
            digest, source = known.problem.digest, shown.program.source
            self._insertions.offer(known.uri, digest, params.id, source)
            self._insertions.follow(known.uri)
