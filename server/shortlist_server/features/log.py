"""The server's log, sent to the client from `initialized` to `shutdown`."""

from __future__ import annotations

from shortlist_server.client_log import ClientLog
from shortlist_server.services.services import Services


class LogFeature:
    """LogFeature sends what is logged as `window/logMessage`, where it would go to standard
    error."""

    def __init__(self, services: Services) -> None:
        self._log = ClientLog(services.server.window_log_message)
        services.lifecycle.initialized.connect(self._log.take_over)
        services.lifecycle.leaving.connect(self._log.give_back)
