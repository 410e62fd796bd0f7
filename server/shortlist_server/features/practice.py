"""Practice for editors: each action is the engine's; the server knows the documents and where new
files go."""

from __future__ import annotations

import asyncio
import itertools
import re
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import attrs
from lsprotocol import types

from shortlist_engine.languages import find_suffix
from shortlist_engine.protocol import PracticeRequest, to_wire
from shortlist_server import errors
from shortlist_server.lsp_ext import Shape
from shortlist_server.services.progress import LateProgress
from shortlist_server.services.services import Services
from shortlist_server.services.user_programs import path_of, program_with_files

PRACTICE = "shortlist/practice"
DID_JUDGE_GROUP = "shortlist/didJudgeGroup"
SUBMIT = "submit"
OF_A_FILE = (SUBMIT, "hint", "giveUp", "explain")
CHANGING = (*OF_A_FILE, "open", "next", "contestStart", "contestFinish")
"""After which other files than before may be solved."""
HELPING = ("hint", "giveUp", "explain")
AGAIN = (SUBMIT, "list", "explain", "contest", "progress", "sets")
"""What does no harm when it is done twice: the same program again is no further try."""


@attrs.frozen
class PracticeParams(Shape):
    """The parameters name an action and what it takes: an object, for which Lua may send an empty
    list."""

    action: str
    arguments: Any = None
    work_done_token: types.ProgressToken | None = None


@attrs.frozen
class JudgedGroup(Shape):
    """A group of hidden tests has ended; `run_id` is what `shortlist.server.cancel` takes."""

    uri: str
    run_id: str
    group: dict[str, Any]


class PracticeFeature:
    """PracticeFeature has the request for all that a user does in practice."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._progress = services.progress
        self._engine = services.engine
        self._runs = services.runs
        self._availability = services.availability
        self._new_files = services.new_files
        services.server.add_request(PRACTICE, PracticeParams, self._practice)

    async def _practice(self, params: PracticeParams) -> dict[str, Any]:
        action = params.action
        self._check_allowed(action)
        given = params.arguments or {}
        if not isinstance(given, dict):
            raise errors.failed("invalidRequest", "The arguments of an action are an object.")
        arguments = {_snake(name): value for name, value in given.items() if value is not None}
        uri = arguments.pop("uri", None)
        if action in OF_A_FILE and uri is not None:
            self._add_document(action, str(uri), arguments)
        elif action == SUBMIT:
            raise errors.failed("practice", "Name the file whose program is to be judged.")
        self._add_places(action, arguments)
        try:
            if action == SUBMIT:
                return await self._submit(str(uri), arguments, params.work_done_token)
            request = PracticeRequest(action, arguments)
            document = await self._engine.practice(request, again=action in AGAIN)
        finally:
            if action in CHANGING:
                self._availability.changed.emit()
        self._check_here(action, document)
        return document

    def _check_allowed(self, action: str) -> None:
        settings = self._configuration.current
        if not settings.enable:
            self._configuration.require_ai()
        if settings.contest_mode and action in HELPING:
            raise errors.failed(
                "paused",
                "Contest mode is on: no hints, explanations and solutions are shown. Switch it off "
                "with the command shortlist.server.pause or the setting shortlist.contestMode.",
            )

    # What the engine cannot know.

    def _add_document(self, action: str, uri: str, arguments: dict[str, Any]) -> None:
        """The text of a document as the editor has it, and of one that is not open as it is on
        disk."""
        path = path_of(uri)
        name = PurePosixPath(unquote(urlsplit(uri).path)).name or "The file"
        document = self._server.open_document(uri)
        language = arguments.get("language")
        if document is not None:
            text = "\n".join(line.rstrip("\r\n") for line in document.lines) + "\n"
            language = language or document.run_language
        else:
            text = _read(path, name)
        if not language:
            found = find_suffix(Path(name).suffix)
            language = found.name if found is not None and found.toolchain is not None else None
        if not language:
            raise errors.failed("noCode", f"Code in {name} cannot be run here.")
        arguments.update(text=text, name=name, language=language)
        if action == SUBMIT:
            arguments["file"] = str(path or "")
            arguments["files"] = to_wire(program_with_files(path, text, language).files)

    def _add_places(self, action: str, arguments: dict[str, Any]) -> None:
        """Where new files go, as whole paths: the engine's working directory is another."""
        folder = arguments.pop("folder", None)
        place = arguments.pop("place", None)
        if action == "open" or (action == "next" and arguments.get("open")):
            base = self._new_files.folder(folder)
            arguments["place"] = str(base / Path(place).expanduser() if place else base)
        elif action == "contestStart":
            if folder:
                arguments["folder"] = str(self._new_files.folder(folder))
            else:
                arguments["place"] = str(self._new_files.folder(place or None))
        elif action == "import" and arguments.get("path"):
            arguments["path"] = str(self._new_files.folder(str(arguments["path"])))
        elif action == "export" and arguments.get("file"):
            arguments["file"] = str(self._new_files.folder(str(arguments["file"])))
        named = place is not None and find_suffix(Path(place).suffix) is not None
        if action in ("open", "next", "contestStart") and not (named or arguments.get("language")):
            arguments["language"] = self._configuration.current.files_language or None

    def _check_here(self, action: str, document: dict[str, Any]) -> None:
        """Raises ServerError where a new file is not on this machine."""
        opened = document.get("opened") if action == "next" else document
        files = [opened.get("file")] if action in ("open", "next") and opened else []
        if action == "contestStart":
            files = [each.get("file") for each in document.get("problems") or []]
        for file in files:
            if file and not Path(file).exists():
                raise errors.failed(
                    "practice",
                    f"The engine runs on another machine, and wrote {file} there. For practice, "
                    "leave the setting shortlist.engine.command empty, or start the editor there.",
                )

    # Judging.

    async def _submit(
        self, uri: str, arguments: dict[str, Any], token: types.ProgressToken | None
    ) -> dict[str, Any]:
        """Judge a program under a progress; cancelling that, or the request, ends it. One that is
        judged for the same document already is ended."""
        shown = LateProgress()

        async def work(run_id: str) -> dict[str, Any]:
            told = itertools.count(1)

            def on_group(group: dict[str, Any]) -> None:
                if self._configuration.feature("testsView"):
                    judged = JudgedGroup(uri, run_id, group)
                    self._server.protocol.notify(DID_JUDGE_GROUP, self._server.to_json(judged))
                shown.say(f"{group.get('name')}: {group.get('verdict')}", min(95, 15 * next(told)))

            request = PracticeRequest(SUBMIT, arguments, run_id)
            return await self._engine.practice(request, on_group, again=True)

        run = self._runs.start(uri, work, alone=SUBMIT)
        with self._progress.around("Judging", run.task, shown, token):
            await asyncio.wait({run.task})
            if run.task.cancelled():
                shown.outcome = "Cancelled"
                raise errors.cancelled()
            document = run.task.result()
            shown.outcome = str(document.get("verdict", ""))
            return document


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f"_{found[1].lower()}", name)


def _read(path: str | None, name: str) -> str:
    if path is None:
        raise errors.failed("noCode", f"{name} is not open: open it first.")
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError as error:
        raise errors.failed("noCode", f"{name} cannot be read: {error.strerror}.") from error
