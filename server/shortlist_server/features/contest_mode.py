"""Contest mode: no solution is sought or shown."""

from __future__ import annotations

from typing import Any

import attrs

from shortlist_server.configuration import Settings
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation import commands
from shortlist_server.services.services import Services


@attrs.frozen
class PauseArguments(Shape):
    """The arguments say whether contest mode shall be on; without a value it is toggled."""

    contest_mode: bool | None = None


class ContestModeFeature:
    """ContestModeFeature has the command that switches contest mode. Solves that may not go on are
    cancelled, however it was switched."""

    def __init__(self, services: Services) -> None:
        self._configuration = services.configuration
        self._solves = services.solves
        services.configuration.changed.connect(self._settings_changed)
        services.server.add_command(commands.PAUSE, PauseArguments, self._pause)

    def _pause(self, arguments: PauseArguments) -> dict[str, Any]:
        return {"contestMode": self._configuration.switch_contest_mode(arguments.contest_mode)}

    def _settings_changed(self, before: Settings) -> None:
        if not self._configuration.current.ai:
            self._solves.cancel_all()
            return
        for solve in self._solves.active():
            if not self._configuration.for_uri(solve.uri).ai:
                self._solves.cancel(solve)
