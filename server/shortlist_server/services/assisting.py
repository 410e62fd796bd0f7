"""A task of a model's about a program in a document: what it is about, whether it may be done, and
its answer, which is told as it comes."""

from __future__ import annotations

import asyncio
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, get_args
from urllib.parse import unquote, urlsplit

from lsprotocol import types

from shortlist_engine import fairness
from shortlist_engine.languages import find
from shortlist_engine.problem import Problem, Program
from shortlist_engine.protocol import AssistFile, AssistRequest, AssistTask, to_wire
from shortlist_server import errors
from shortlist_server.configuration import Configuration
from shortlist_server.documents import OpenDocument
from shortlist_server.engine.client import EngineClient
from shortlist_server.presentation import assist_words
from shortlist_server.server import ShortlistServer
from shortlist_server.services.problems import ProblemStore
from shortlist_server.services.progress import LateProgress, ProgressReporter
from shortlist_server.services.runs import RunManager
from shortlist_server.services.user_programs import path_of, program_with_files, source_of

Told = Callable[[str, str, dict[str, Any]], None]
"""Is told `(run_id, message, document)`: how it goes in words, and what there is so far; the
document is empty where there is nothing new."""


@dataclass(frozen=True)
class Assisted:
    """Assisted is what a task is about: a document as it was then, and what is in it."""

    document: OpenDocument
    source: str
    file: AssistFile

    @property
    def problem(self) -> Problem | None:
        """Returns the problem that the program solves, where that is known."""
        return self.file.problem


class Assisting:
    """Assisting asks the engine, under a progress that the user can cancel."""

    def __init__(
        self,
        server: ShortlistServer,
        configuration: Configuration,
        problems: ProblemStore,
        engine: EngineClient,
        runs: RunManager,
        progress: ProgressReporter,
    ) -> None:
        self._server = server
        self._configuration = configuration
        self._problems = problems
        self._engine = engine
        self._runs = runs
        self._progress = progress

    def why_not(self, document: OpenDocument) -> str:
        """Says why no model may help with this document; empty where it may."""
        return fairness.refusal(document.source)

    def about(
        self,
        uri: str,
        position: types.Position | None,
        where: types.Range | None = None,
        *,
        needs_code: bool = True,
    ) -> Assisted:
        """Returns what a task is about: the lines of the range, where that is not empty, else the
        program of the problem at the position. Raises ServerError: `paused`, `practice`, and
        `noCode` where there is none, unless the task does without."""
        self._configuration.require_ai(uri)
        document = self._server.open_document(uri)
        if document is None:
            raise errors.failed("noCode", "Open the file first.")
        if refused := self.why_not(document):
            raise errors.failed("practice", refused)
        found = find(document.language_id or "")
        what = document.language_id or "this file"
        language = found.name if found is not None else what
        if found is None and needs_code:
            raise errors.failed("noCode", f"Code in {what} is no program that is known.")
        blocks = self._problems.blocks(document)
        at = position or (where.start if where is not None else None)
        block = self._problems.near(document, at.line) if at is not None else None
        if block is None and len(blocks) == 1:
            block = blocks[0]
        lines = _lines(document, where)
        text = "\n".join(line.rstrip("\r\n") for line in document.lines) + "\n"
        if lines is not None:
            kept = [document.line_text(line) for line in range(*lines)]
            source = textwrap.dedent("\n".join(kept)) + "\n"
        else:
            source = source_of(self._problems, document, block)
        if needs_code and not source.strip():
            raise errors.failed("noCode", "There is no code here.")
        path = path_of(uri)
        program = Program(language, source)
        if document.run_language is not None:
            program = program_with_files(path, source, language)
        file = AssistFile(
            PurePosixPath(unquote(urlsplit(uri).path)).name or "The file",
            text,
            program,
            block.problem if block is not None else None,
            lines,
        )
        return Assisted(document, document.source, file)

    def require_unchanged(self, assisted: Assisted) -> None:
        """Raises ServerError `staleProblem` when the document is no longer as it was."""
        document = self._server.open_document(assisted.document.uri)
        if document is None or document.source != assisted.source:
            raise errors.modified(
                "staleProblem", "The file has changed meanwhile and is left alone: try again."
            )

    async def ask(
        self,
        uri: str,
        task: AssistTask,
        arguments: Any,
        told: Told = lambda run_id, message, document: None,
        token: types.ProgressToken | None = None,
    ) -> dict[str, Any]:
        """Returns the document of a task. Of a task there is one for each document. Raises
        ServerError `cancelled`, and what the engine says."""
        shown = LateProgress()
        model = self._configuration.current.engine_model or None

        async def work(run_id: str) -> dict[str, Any]:

            def on_progress(progress: dict[str, Any]) -> None:
                message = assist_words.under_way(progress)
                shown.say(message, assist_words.share(progress))
                told(run_id, message, {})

            def on_candidates(document: dict[str, Any]) -> None:
                told(run_id, assist_words.so_far(document), document)

            request = AssistRequest(task, to_wire(arguments), run_id, model)
            return await self._engine.assist(request, on_progress, on_candidates)

        run = self._runs.start(uri, work, alone=task)
        with self._progress.around(assist_words.TITLES[task], run.task, shown, token):
            await asyncio.wait({run.task})
            if run.task.cancelled():
                shown.outcome = "Cancelled"
                raise errors.cancelled()
            document = run.task.result()
            shown.outcome = assist_words.ended(task, document)
            return document

    def cancel_refused(self) -> None:
        """Ends the tasks in documents where no model may help any more."""
        self._runs.cancel_kinds(
            get_args(AssistTask), lambda uri: not self._configuration.for_uri(uri).ai
        )

    async def ask_quietly(
        self, task: AssistTask, arguments: Any, run_id: str | None = None
    ) -> dict[str, Any]:
        """Returns the document of what nobody is told of. Raises what the engine says."""
        model = self._configuration.current.engine_model or None
        request = AssistRequest(task, to_wire(arguments), run_id, model)
        return await self._engine.assist(request, lambda progress: None, lambda document: None)


def _lines(document: OpenDocument, where: types.Range | None) -> tuple[int, int] | None:
    """The lines of a range, a last one only where something of it is within."""
    if where is None or where.start == where.end:
        return None
    first, last = where.start.line, where.end.line
    end = last + (where.end.character > 0 or last == first)
    end = min(end, len(document.lines))
    return (first, end) if first < end else None
