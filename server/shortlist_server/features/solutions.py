"""The solutions view, for clients that draw it themselves: the request that reads it, and the word
that there is something new to read."""

from __future__ import annotations

import attrs

from shortlist_server import errors
from shortlist_server.configuration import Settings
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation.solutions_view import SolutionsView
from shortlist_server.services.services import Services
from shortlist_server.throttle import Throttle

SOLUTIONS = "shortlist/solutions"
DID_CHANGE_SOLUTIONS = "shortlist/didChangeSolutions"
EVERY_S = 0.25


@attrs.frozen
class SolutionsParams(Shape):
    """The parameters name the problem whose solutions are wanted."""

    problem_id: str


@attrs.frozen
class DidChangeSolutions(Shape):
    """The notification says that the view of a problem is another now."""

    problem_id: str
    version: int


class SolutionsFeature:
    """SolutionsFeature answers with the view of a problem, and tells clients that have
    `clientFeatures.solutionsView` when to read it again."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._solves = services.solves
        self._views = services.views
        self._told: dict[str, int] = {}
        self._tell = Throttle(EVERY_S, self._send)
        services.solves.changed.connect(self._tell)
        services.configuration.changed.connect(self._settings_changed)
        services.server.add_request(SOLUTIONS, SolutionsParams, self._solutions)

    def _settings_changed(self, before: Settings) -> None:
        if before.ai != self._configuration.current.ai:
            self._told.clear()
            self._tell()

    def _solutions(self, params: SolutionsParams) -> SolutionsView:
        self._configuration.require_ai()
        view = self._views.of(params.problem_id)
        if view is None:
            raise errors.failed(
                "noProblem", "Nothing is known of this problem yet: solve it first."
            )
        return view

    def _send(self) -> None:
        if not self._configuration.feature("solutionsView"):
            return
        versions = self._solves.versions()
        for problem_id, version in versions.items():
            if self._told.get(problem_id) != version:
                changed = DidChangeSolutions(problem_id, version)
                self._server.protocol.notify(DID_CHANGE_SOLUTIONS, self._server.to_json(changed))
        self._told = versions
