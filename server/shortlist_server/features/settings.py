"""The client's settings: taken from `initialize`, pushed, or pulled for the session and folders."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_server.configuration import SECTION
from shortlist_server.services.services import Services

logger = logging.getLogger(__name__)

PULL_TIMEOUT_S = 10.0


class SettingsFeature:
    """Keeps the configuration as the client has it, and says once what is wrong with it."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._lifecycle = services.lifecycle
        self._configuration = services.configuration
        self._messages = services.messages
        self._wrong_at_start: list[str] = []
        services.lifecycle.initializing.connect(self._initialize)
        services.lifecycle.initialized.connect(self._initialized)
        server = services.server
        server.add_feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION, self._did_change)
        server.add_feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, self._did_change_folders)

    def _initialize(self, params: types.InitializeParams) -> None:
        self._wrong_at_start = self._configuration.initialize(params.initialization_options)
        if self._server.support.register_configuration:
            self._lifecycle.registrations.append(
                types.Registration(
                    id="shortlist-configuration",
                    method=types.WORKSPACE_DID_CHANGE_CONFIGURATION,
                    register_options={"section": SECTION},
                )
            )

    def _initialized(self) -> None:
        wrong, self._wrong_at_start = self._wrong_at_start, []
        if self._server.support.pull_configuration:
            self._server.spawn(self._pull(wrong))
        else:
            self._show(wrong)

    async def _did_change(self, params: types.DidChangeConfigurationParams) -> None:
        pushed: Any = params.settings
        if self._server.support.pull_configuration:
            # The pull has the folders too; what was pushed is for clients that cannot be asked.
            self._server.spawn(self._pull([], pushed))
        else:
            self._apply(pushed, None, [])

    async def _did_change_folders(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        self._lifecycle.folders_changed.emit()
        if self._server.support.pull_configuration:
            self._server.spawn(self._pull([]))

    async def _pull(self, wrong: list[str], pushed: Any = None) -> None:
        """Ask for the session's settings and for those of each folder."""
        folders = list(self._server.workspace.folders.values())
        items = [types.ConfigurationItem(section=SECTION)]
        items += [
            types.ConfigurationItem(scope_uri=folder.uri, section=SECTION) for folder in folders
        ]
        request = self._server.workspace_configuration_async(types.ConfigurationParams(items))
        answers: Any = []
        try:
            answers = await asyncio.wait_for(asyncio.shield(request), PULL_TIMEOUT_S)
        except (asyncio.TimeoutError, JsonRpcException) as error:
            logger.info("workspace/configuration: %r", error)
        answers = [_plain(answer) for answer in answers or []]
        session = (answers[0] if answers else None) or pushed
        by_folder = {
            folder.uri: answer
            for folder, answer in zip(folders, answers[1:], strict=False)
            if answer
        }
        self._apply(session, by_folder, wrong)

    def _apply(self, tree: Any, folders: dict[str, Any] | None, wrong: list[str]) -> None:
        more = self._configuration.update(_plain(tree), folders)
        self._show(wrong + [problem for problem in more if problem not in wrong])

    def _show(self, wrong: list[str]) -> None:
        """One message for everything that is wrong with the settings."""
        if wrong:
            self._messages.show_problem("Shortlist settings: " + "; ".join(wrong) + ".")


def _plain(value: Any) -> Any:
    """Named tuples, which pygls makes of answers, back to dictionaries."""
    if hasattr(value, "_asdict"):
        return {key: _plain(item) for key, item in value._asdict().items()}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
