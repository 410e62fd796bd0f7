"""Initialize, settings, opening and closing documents, cancelling progress, shutdown."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_server.configuration import SECTION
from shortlist_server.features import diagnostics, inline_completion, panel
from shortlist_server.server import ShortlistServer

logger = logging.getLogger(__name__)

PULL_TIMEOUT_S = 10.0


def register(ls: ShortlistServer) -> None:
    ls.add_feature(types.INITIALIZE, initialize)
    ls.add_feature(types.INITIALIZED, initialized)
    ls.add_feature(types.SHUTDOWN, shutdown)
    ls.add_feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION, did_change_configuration)
    ls.add_feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, did_change_folders)
    ls.add_feature(types.WINDOW_WORK_DONE_PROGRESS_CANCEL, did_cancel_progress)
    ls.add_feature(types.TEXT_DOCUMENT_DID_OPEN, did_open)
    ls.add_feature(types.TEXT_DOCUMENT_DID_CHANGE, did_change)
    ls.add_feature(types.TEXT_DOCUMENT_DID_CLOSE, did_close)


def initialize(ls: ShortlistServer, params: types.InitializeParams) -> None:
    """Runs before pygls computes the capabilities, so optional features are registered here."""
    ls.configuration_problems = ls.attach(params)
    if ls.support.inline_completion:
        inline_completion.register(ls)


async def initialized(ls: ShortlistServer, params: types.InitializedParams) -> None:
    ls.ready = True
    registrations = []
    if ls.support.register_configuration:
        registrations.append(
            types.Registration(
                id="shortlist-configuration",
                method=types.WORKSPACE_DID_CHANGE_CONFIGURATION,
                register_options={"section": SECTION},
            )
        )
    registrations += panel.registrations(ls)
    if registrations:
        request = ls.client_register_capability_async(types.RegistrationParams(registrations))
        ls.ask(request)
    problems, ls.configuration_problems = ls.configuration_problems, []
    if ls.support.pull_configuration:
        ls.spawn(pull_configuration(ls, problems))
    else:
        report(ls, problems)
    ls.status.update()


async def shutdown(ls: ShortlistServer, params: None) -> None:
    await ls.detach()


async def did_change_configuration(
    ls: ShortlistServer, params: types.DidChangeConfigurationParams
) -> None:
    pushed: Any = params.settings
    if ls.support.pull_configuration:
        # The pull has the folders too; what was pushed is for clients that cannot be asked.
        ls.spawn(pull_configuration(ls, [], pushed))
    else:
        apply_configuration(ls, pushed, None, [])


async def did_change_folders(
    ls: ShortlistServer, params: types.DidChangeWorkspaceFoldersParams
) -> None:
    if ls.support.pull_configuration:
        ls.spawn(pull_configuration(ls, []))


async def pull_configuration(ls: ShortlistServer, problems: list[str], pushed: Any = None) -> None:
    """Ask for the session's settings and for those of each folder."""
    folders = list(ls.workspace.folders.values())
    items = [types.ConfigurationItem(section=SECTION)]
    items += [types.ConfigurationItem(scope_uri=folder.uri, section=SECTION) for folder in folders]
    request = ls.workspace_configuration_async(types.ConfigurationParams(items))
    answers: Any = []
    try:
        answers = await asyncio.wait_for(asyncio.shield(request), PULL_TIMEOUT_S)
    except (asyncio.TimeoutError, JsonRpcException) as error:
        logger.info("workspace/configuration: %r", error)
    answers = [plain(answer) for answer in answers or []]
    session = (answers[0] if answers else None) or pushed
    by_folder = {
        folder.uri: answer for folder, answer in zip(folders, answers[1:], strict=False) if answer
    }
    apply_configuration(ls, session, by_folder, problems)


def plain(value: Any) -> Any:
    """Named tuples, which pygls makes of answers, back to dictionaries."""
    if hasattr(value, "_asdict"):
        return {key: plain(item) for key, item in value._asdict().items()}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def apply_configuration(
    ls: ShortlistServer, tree: Any, folders: dict[str, Any] | None, problems: list[str]
) -> None:
    before = ls.configuration.current
    found = ls.configuration.update(plain(tree), folders)
    report(ls, problems + [problem for problem in found if problem not in problems])
    settings_changed(ls, before)


def settings_changed(ls: ShortlistServer, before: Any) -> None:
    """Make every surface follow the settings."""
    now = ls.configuration.current
    if now.engine != before.engine:
        ls.spawn(ls.engine_client.restart(only_if_idle=True))
    if not now.ai:
        ls.solves.cancel_all()
    else:
        for solve in ls.solves.active():
            if not ls.settings(solve.uri).ai:
                ls.solves.cancel(solve)
    diagnostics.publish_all(ls)
    ls.refresh()
    ls.status.update()


def report(ls: ShortlistServer, problems: list[str]) -> None:
    """One message for everything that is wrong with the settings."""
    if problems:
        ls.show_failure("Shortlist settings: " + "; ".join(problems) + ".")


def did_cancel_progress(ls: ShortlistServer, params: types.WorkDoneProgressCancelParams) -> None:
    hook = ls.cancel_hooks.pop(params.token, None)
    if hook is not None:
        hook()


def did_open(ls: ShortlistServer, params: types.DidOpenTextDocumentParams) -> None:
    diagnostics.schedule(ls, params.text_document.uri)


def did_change(ls: ShortlistServer, params: types.DidChangeTextDocumentParams) -> None:
    diagnostics.schedule(ls, params.text_document.uri)


def did_close(ls: ShortlistServer, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    ls.solves.cancel_document(uri)
    for run in ls.runs.pop(uri, ()):
        run.cancel()
    ls.problems.forget(uri)
    diagnostics.close(ls, uri)
    for key in [key for key in ls.inserted if key[0] == uri]:
        del ls.inserted[key]
