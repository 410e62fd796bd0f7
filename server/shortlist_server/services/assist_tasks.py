"""Has a model do tasks with a program, and makes edits of its answers."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import attrs
from lsprotocol import types
from pygls.uris import from_fs_path

from shortlist_engine.languages import file_suffix
from shortlist_engine.newfiles import free_path
from shortlist_engine.problem import Program
from shortlist_engine.protocol import (
    AssistTask,
    CommentArguments,
    EngineError,
    ExplainArguments,
    HintArguments,
    PlaceArguments,
    PromptArguments,
    StepArguments,
    TranslateArguments,
)
from shortlist_engine.statement.carrying import with_statement
from shortlist_server import errors
from shortlist_server.configuration import Configuration
from shortlist_server.insertion.edits import Edit, Insertion, text_edits
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation import assist_words
from shortlist_server.services.assist_views import AssistViews
from shortlist_server.services.assisting import Assisted, Assisting
from shortlist_server.services.client_edits import ClientEdits
from shortlist_server.services.own_tests import OwnTestStore
from shortlist_server.services.user_programs import path_of
from shortlist_server.signals import Signal


@attrs.frozen
class Place(Shape):
    """A place names a document, the lines that are selected, and else where the cursor is."""

    uri: str
    position: types.Position | None = None
    range: types.Range | None = None
    work_done_token: types.ProgressToken | None = None


@attrs.frozen
class TranslateParams(Place):
    """The parameters name the language that is wanted. An edit that puts the first translation in
    the place of the original comes `in_place`, of one that is not equal on all inputs only where it
    may be `unproved`."""

    to: str = attrs.field(kw_only=True)
    samples: int | None = None
    in_place: bool = False
    unproved: bool = False


@attrs.frozen
class ExplainParams(Place):
    """The program runs on the input, or on the first example."""

    input: str | None = None
    facts_only: bool = False


@attrs.frozen
class CommentParams(Place):
    """Functions and classes are described with `docstrings`."""

    docstrings: bool = False


@attrs.frozen
class HintParams(Place):
    """The grade says how much is given away."""

    grade: int = 1


@attrs.frozen
class PromptParams(Place):
    """The parameters name one of the user's prompts."""

    name: str = attrs.field(kw_only=True)
    samples: int | None = None


@attrs.frozen
class StepParams(Place):
    """The step at or above the position, or every one."""

    every: bool = False
    input: str | None = None
    samples: int | None = None


@attrs.frozen
class AssistAnswer(Shape):
    """An answer has the document of its task, a sentence about it, the same as a text to show, and
    the edit that writes it into the file, where there is one."""

    message: str
    document: dict[str, Any]
    text: str | None = None
    edit: types.WorkspaceEdit | None = None


@attrs.frozen
class PutParams(Shape):
    """The parameters name an item of the newest task of a document, and where it is to go: `step`,
    `beside`, `below` or `inPlace`. What is not equal on all inputs only where it may be
    `unproved`."""

    uri: str
    item: str
    how: str
    unproved: bool = False


@attrs.frozen
class Put(Shape):
    """An edit that puts an item where it is to go; `file` is the new file."""

    edit: types.WorkspaceEdit
    file: str | None = None


class AssistTasks:
    """AssistTasks has a method for each task. What it comes to is kept as the document's view;
    `told` is emitted with `(uri, run_id, task, message, document)` while it goes on and when it
    ends."""

    def __init__(
        self,
        configuration: Configuration,
        assisting: Assisting,
        views: AssistViews,
        edits: ClientEdits,
        own_tests: OwnTestStore,
    ) -> None:
        self._configuration = configuration
        self._assisting = assisting
        self._views = views
        self._edits = edits
        self._own_tests = own_tests
        self.told: Signal[[str, str, AssistTask, str, dict[str, Any] | None]] = Signal()

    def about(self, params: Place) -> Assisted:
        """Returns what a task is about. Raises ServerError where no model may help, or there is
        nothing to help with."""
        return self._assisting.about(params.uri, params.position, params.range)

    def about_problem(self, params: Place) -> Assisted:
        """Returns the same for a task that needs no program, such as a hint for a problem that
        nobody has begun with."""
        return self._assisting.about(params.uri, params.position, params.range, needs_code=False)

    async def translate(self, params: TranslateParams) -> AssistAnswer:
        """Translates a program, and compares on the inputs of the user's own tests too. Raises
        ServerError, and what the engine says, as all do; `testsUnreadable`."""
        assisted = self.about(params)
        held = self._own_tests.of(params.uri)
        if held.failure:
            raise errors.failed("testsUnreadable", held.failure)
        given = tuple(test.input for test in held.own.tests)
        arguments = TranslateArguments(assisted.file, params.to, given, samples=params.samples)
        document = await self._ask("translate", params, assisted, arguments)
        translations = document.get("translations") or []
        text = assist_words.translation_text(document) if translations else None
        edit = None
        if params.in_place and translations and (translations[0]["proved"] or params.unproved):
            edit = self._in_place(
                assisted, Program(params.to, translations[0]["program"]["source"])
            )
        return self._answer("translate", document, text, edit)

    async def explain(self, params: ExplainParams) -> AssistAnswer:
        """Explains a program, with a run of it."""
        assisted = self.about(params)
        arguments = ExplainArguments(assisted.file, params.input, params.facts_only)
        document = await self._ask("explain", params, assisted, arguments)
        return self._answer("explain", document, assist_words.explanation_text(document))

    async def comment(self, params: CommentParams) -> AssistAnswer:
        """Puts comments into a program, and changes nothing else."""
        assisted = self.about(params)
        arguments = CommentArguments(assisted.file, params.docstrings)
        document = await self._ask("comment", params, assisted, arguments)
        return self._answer("comment", document, None, self._edit(assisted, *_inserted(document)))

    async def hint(self, params: HintParams) -> AssistAnswer:
        """Gives a hint for a problem. Raises ServerError `noProblem` where there is none."""
        assisted = self.about_problem(params)
        if assisted.problem is None:
            raise errors.failed("noProblem", "There is no problem here to give a hint for.")
        arguments = HintArguments(assisted.problem, params.grade)
        document = await self._ask("hint", params, assisted, arguments)
        return self._answer("hint", document, assist_words.hint_text(document))

    async def prompt(self, params: PromptParams) -> AssistAnswer:
        """Asks what a prompt of the user's says."""
        assisted = self.about(params)
        arguments = PromptArguments(params.name, assisted.file, params.samples or 1)
        document = await self._ask("prompt", params, assisted, arguments)
        answers = document.get("answers") or []
        return self._answer("prompt", document, "\n\n".join(each["text"] for each in answers))

    async def prompts(self) -> dict[str, Any]:
        """Returns the document that lists the user's prompts."""
        self._configuration.require_ai()
        return await self._assisting.ask_quietly("prompt", PromptArguments())

    async def step(self, params: StepParams) -> AssistAnswer:
        """Proposes the code of a step, or writes every step."""
        assisted = self.about(attrs.evolve(params, range=None))
        at = params.position or (params.range.start if params.range is not None else None)
        arguments = StepArguments(
            assisted.file,
            None if at is None or params.every else at.line + 1,
            params.input,
            params.every,
            params.samples or 10,
        )
        document = await self._ask("step", params, assisted, arguments)
        edits = []
        for step in document.get("steps") or []:
            code = step["code"] if params.every and step.get("chosen") else _best(step)
            if code:
                below, end = step["place"]
                edits.append(Edit(below, end, f"{code}\n\n"))
        return self._answer("step", document, None, self._edit(assisted, *edits) if edits else None)

    def cancel_refused(self) -> None:
        """Ends the tasks in documents where no model may help any more, and forgets what they came
        to."""
        self._assisting.cancel_refused()
        self._views.forget_where(lambda uri: not self._configuration.for_uri(uri).ai)

    async def put(self, params: PutParams) -> Put:
        """Returns the edit that puts an item of the newest task somewhere. Raises ServerError:
        `unknownItem`, `unproved`, `staleProblem`, `unsaved`, `unsupported`."""
        self._configuration.require_ai(params.uri)
        kept, item = self._views.item(params.uri, params.item)
        if params.how not in item.puts:
            raise errors.failed("unsupported", f"{item.name} cannot be put there.")
        assisted = kept.assisted
        if params.how == "step":
            edit = self._views.edit_of_step(kept, item)
            document = assisted.document
            changes = text_edits(document, Insertion(edit))
            return Put(self._edits.of(params.uri, document.version, changes))
        if not (item.proved or params.unproved):
            raise errors.failed("unproved", f"{item.name} is {item.proof.split(' · ')[0]}.")
        program = Program(item.language, item.source)
        if params.how == "beside":
            uri = from_fs_path(str(_beside(params.uri, file_suffix(item.language)))) or ""
            return Put(self._edits.new_file(uri, _as_file(assisted, program)), uri)
        if params.how == "inPlace":
            found = self._in_place(assisted, program)
        else:
            self._assisting.require_unchanged(assisted)
            headline = item.proof.split(" · ")[0]
            arguments = PlaceArguments(assisted.file, program, headline)
            placed = await self._assisting.ask_quietly("place", arguments)
            found = self._edit(assisted, *_inserted(placed))
        assert found is not None
        return Put(found)

    async def _ask(
        self, task: AssistTask, params: Place, assisted: Assisted, arguments: Any
    ) -> dict[str, Any]:
        said = {
            name: getattr(arguments, name)
            for name in ("to", "grade", "name")
            if hasattr(arguments, name)
        }
        kept = self._views.begin(task, assisted, said)
        uri = params.uri

        def told(run_id: str, message: str, document: dict[str, Any]) -> None:
            kept.run_id = run_id
            self._views.tell(kept, message, document)
            self.told.emit(uri, run_id, task, message, document or None)

        def ended(state: str, message: str, document: dict[str, Any] | None = None) -> None:
            self._views.tell(kept, message, document, state)
            self.told.emit(uri, kept.run_id, task, message, None)

        self.told.emit(uri, "", task, kept.headline, None)
        try:
            document = await self._assisting.ask(uri, task, arguments, told, params.work_done_token)
        except (errors.ServerError, EngineError) as error:
            ended("cancelled" if error.kind == "cancelled" else "failed", error.message)
            raise
        except asyncio.CancelledError:
            ended("cancelled", "Cancelled.")
            raise
        ended("done", assist_words.ended(task, document), document)
        return document

    def _in_place(self, assisted: Assisted, program: Program) -> types.WorkspaceEdit | None:
        first, end = assisted.file.lines or (0, len(assisted.document.lines))
        return self._edit(assisted, Edit(first, end, _as_file(assisted, program)))

    def _edit(self, assisted: Assisted, *edits: Edit) -> types.WorkspaceEdit | None:
        """The edit of the document as it was asked about. Raises ServerError `staleProblem`."""
        if not edits:
            return None
        self._assisting.require_unchanged(assisted)
        changes = text_edits(assisted.document, Insertion(edits[0], edits[1:]))
        # The text is the same, but it may have been edited and put back.
        return self._edits.of(assisted.document.uri, assisted.document.version, changes)

    def _answer(
        self,
        task: AssistTask,
        document: dict[str, Any],
        text: str | None = None,
        edit: types.WorkspaceEdit | None = None,
    ) -> AssistAnswer:
        return AssistAnswer(assist_words.ended(task, document), document, text, edit)


def _beside(uri: str, suffix: str) -> Path:
    """A new file beside a document, which has its name but for the suffix."""
    path = path_of(uri)
    if path is None:
        raise errors.failed("unsaved", "Save the file first: the new one goes beside it.")
    return free_path(Path(path).parent, f"{Path(path).stem}{suffix}")


def _as_file(assisted: Assisted, program: Program) -> str:
    """A translation as a file, or as the lines that it takes the place of."""
    file = assisted.file
    if file.lines is not None:
        return program.source.rstrip("\n") + "\n"
    return with_statement(program.source, program.language, file.text, file.program.language)


def _inserted(document: dict[str, Any]) -> list[Edit]:
    return [
        Edit(each["line"], each["line"], "".join(f"{line}\n" for line in each["lines"]))
        for each in document.get("insertions") or []
    ]


def _best(step: dict[str, Any]) -> str:
    """The code of the best continuation, empty where none can be used."""
    best = next(iter(step.get("continuations") or []), None)
    return str(best["code"]) if best is not None and best["trial"].get("usable") else ""
