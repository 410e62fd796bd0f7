"""Problems that Competitive Companion sends become files in the window that was looked at last."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types

from shortlist_engine.newfiles import safe_name
from shortlist_engine.texts import UnknownEncoding
from shortlist_server import errors
from shortlist_server.lsp_ext import NoParams
from shortlist_server.presentation.quantities import count
from shortlist_server.services.companion_link import Sent
from shortlist_server.services.new_files import NewFile
from shortlist_server.services.services import Services
from shortlist_server.stated import Stated, of_companion

logger = logging.getLogger(__name__)

DID_FOCUS = "shortlist/didFocus"
_KEPT_BURSTS = 20


@dataclass
class _Done:
    """What became of the problems of a burst."""

    taken: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    made: list[tuple[Stated, NewFile]] = field(default_factory=list)
    problem: str = ""


class CompanionFeature:
    """CompanionFeature makes the files, opens the first, and says once how many there are. It hears
    from the client when its window is looked at."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._messages = services.messages
        self._new_files = services.new_files
        self._link = services.companion
        self._one_at_a_time = asyncio.Lock()
        self._folders: OrderedDict[str, Path] = OrderedDict()
        services.companion.problems.connect(self._came)
        services.lifecycle.folders_changed.connect(services.companion.ask_again)
        services.server.add_request(DID_FOCUS, NoParams, self._did_focus)

    def _did_focus(self, params: NoParams) -> None:
        self._link.focus()

    def _came(self, batch: str, size: int, sent: list[Sent]) -> None:
        self._server.spawn(self._take(batch, size, sent))

    async def _take(self, batch: str, size: int, sent: list[Sent]) -> None:
        async with self._one_at_a_time:
            try:
                folder, language = self._new_files.folder(), self._new_files.language()
            except errors.ServerError as error:
                waiting = count(len(sent), "problem")
                self._messages.show_problem(f"{waiting} from the browser: {error.message}")
                self._link.took([each.number for each in sent], taken=False)
                return
            done = await asyncio.to_thread(self._make, batch, size, sent, folder, language)
        self._link.took(done.taken, taken=True)
        self._link.took(done.left, taken=False)
        if done.problem:
            self._messages.show_problem(done.problem)
        if done.made:
            self._show(done.made[0][1].path)
            self._messages.show_outcome(_said(done, size), asked_for=True)

    def _make(self, batch: str, size: int, sent: list[Sent], folder: Path, language: str) -> _Done:
        """Runs in a thread: a contest takes a moment."""
        done = _Done()
        for each in sent:
            try:
                stated = of_companion(json.loads(each.document))
            except (ValueError, RecursionError, AttributeError):
                logger.warning("a problem that came from the browser cannot be read")
                done.taken.append(each.number)
                continue
            place = self._folder_of(batch, stated, folder) if size > 1 else folder
            try:
                done.made.append((stated, self._new_files.make(stated, place, language)))
                done.taken.append(each.number)
            except (OSError, UnknownEncoding) as error:
                done.left.append(each.number)
                reason = error.strerror if isinstance(error, OSError) else str(error)
                done.problem = (
                    f"A file of {stated.name} cannot be made in {place}: {reason}. The problem is "
                    "kept, and comes again when a window of the editor is looked at."
                )
            except Exception:  # it must not take the others of its contest along
                logger.exception("no file was made of %s", stated.name)
                done.left.append(each.number)
                done.problem = (
                    f"No file was made of {stated.name}: that is a fault of Shortlist's, and the "
                    "log of the language server says more. The problem is kept."
                )
        return done

    def _folder_of(self, batch: str, stated: Stated, folder: Path) -> Path:
        """The folder of a contest, the same for all of its problems, however they come."""
        known = self._folders.get(batch)
        if known is not None and known.parent == folder:
            return known
        contest = stated.group.partition(" - ")[2] or stated.group
        place = self._folders[batch] = folder / safe_name(contest, "contest")
        while len(self._folders) > _KEPT_BURSTS:
            self._folders.popitem(last=False)
        return place

    def _show(self, path: Path) -> None:
        if self._server.support.show_document:
            params = types.ShowDocumentParams(path.as_uri(), take_focus=True)
            self._server.ask(self._server.window_show_document_async(params))


def _said(done: _Done, size: int) -> str:
    """What there is now, in one sentence."""
    stated, first = done.made[0]
    known = sum(not file.is_new for _, file in done.made)
    beside = [file.tests.name for _, file in done.made if file.tests is not None]
    if len(done.made) == 1:
        tests = count(len(stated.problem.examples), "test")
        said = f"{stated.name}: {first.path.name}, with {tests}"
        if known:
            said = f"{stated.name} is in {first.path.name} already"
    else:
        said = f"{count(len(done.made), 'problem')} in {first.path.parent}"
        if known:
            said += f", {known} of them from before"
    if beside:
        said += f". Tests that cannot stand in a comment are in {', '.join(beside)}"
    return f"{said}."
