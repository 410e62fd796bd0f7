"""A model's help with a program: translations, explanations, comments, hints, the user's prompts
and steps. The engine does it; the server knows the documents, and makes edits of the answers."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import PurePosixPath
from typing import Any

import attrs
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_engine.languages import display_name, file_suffix, runnable
from shortlist_engine.protocol import (
    AssistTask,
    CommentArguments,
    EngineError,
    ExplainArguments,
    HintArguments,
    PromptArguments,
    StepArguments,
    TranslateArguments,
)
from shortlist_server import errors
from shortlist_server.insertion.edits import Edit, Insertion, text_edits
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation import assist_words, commands
from shortlist_server.services.assisting import Assisted
from shortlist_server.services.services import Services

TRANSLATE = "shortlist/translate"
EXPLAIN = "shortlist/explain"
COMMENT = "shortlist/comment"
HINT = "shortlist/hint"
PROMPT = "shortlist/prompt"
PROMPTS = "shortlist/prompts"
STEP = "shortlist/step"
DID_ASSIST = "shortlist/didAssist"
ANSWER_FIRST_S = 0.1
"""As for the panel: Emacs 28 takes a question only after the answer to the command."""


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
class TranslateArgumentsOfCommand(Place):
    """Without a language the user is asked for one."""

    to: str | None = None


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
class PromptsParams(Shape):
    """The prompts are those of the user."""


@attrs.frozen
class AssistAnswer(Shape):
    """An answer has the document of its task, a sentence about it, the same as a text to show, and
    the edit that writes it into the file, where there is one."""

    message: str
    document: dict[str, Any]
    text: str | None = None
    edit: types.WorkspaceEdit | None = None


@attrs.frozen
class DidAssist(Shape):
    """A task goes on: what is said of it, and its document as it is so far, where that is new."""

    uri: str
    run_id: str
    task: str
    message: str
    document: dict[str, Any] | None = None


class AssistFeature:
    """AssistFeature has a request for each task, for clients that show it their own way, and a
    command for each, which shows the outcome in any client."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._messages = services.messages
        self._edits = services.edits
        self._assisting = services.assisting
        server = services.server
        server.add_request(TRANSLATE, TranslateParams, self._translate)
        server.add_request(EXPLAIN, ExplainParams, self._explain)
        server.add_request(COMMENT, CommentParams, self._comment)
        server.add_request(HINT, HintParams, self._hint)
        server.add_request(PROMPT, PromptParams, self._prompt)
        server.add_request(PROMPTS, PromptsParams, self._prompts)
        server.add_request(STEP, StepParams, self._step)
        server.add_command(commands.TRANSLATE, TranslateArgumentsOfCommand, self._translate_command)
        server.add_command(commands.EXPLAIN, ExplainParams, self._explain_command)
        server.add_command(commands.COMMENT, CommentParams, self._comment_command)
        server.add_command(commands.HINT, HintParams, self._hint_command)
        server.add_command(commands.STEP, StepParams, self._step_command)

    # Requests.

    async def _translate(self, params: TranslateParams) -> AssistAnswer:
        assisted = self._about(params)
        arguments = TranslateArguments(assisted.file, params.to, samples=params.samples)
        document = await self._ask("translate", params, arguments)
        translations = document.get("translations") or []
        text = assist_words.translation_text(document) if translations else None
        edit = None
        if params.in_place and translations and (translations[0]["proved"] or params.unproved):
            source = str(translations[0]["program"]["source"]).rstrip("\n") + "\n"
            first, end = assisted.file.lines or (0, len(assisted.document.lines))
            edit = self._edit(assisted, Edit(first, end, source))
        return self._answer("translate", document, text, edit)

    async def _explain(self, params: ExplainParams) -> AssistAnswer:
        assisted = self._about(params)
        arguments = ExplainArguments(assisted.file, params.input, params.facts_only)
        document = await self._ask("explain", params, arguments)
        return self._answer("explain", document, assist_words.explanation_text(document))

    async def _comment(self, params: CommentParams) -> AssistAnswer:
        assisted = self._about(params)
        document = await self._ask(
            "comment", params, CommentArguments(assisted.file, params.docstrings)
        )
        edits = [
            Edit(each["line"], each["line"], "".join(f"{line}\n" for line in each["lines"]))
            for each in document.get("insertions") or []
        ]
        return self._answer("comment", document, None, self._edit(assisted, *edits))

    async def _hint(self, params: HintParams) -> AssistAnswer:
        assisted = self._about(params)
        if assisted.problem is None:
            raise errors.failed("noProblem", "There is no problem here to give a hint for.")
        arguments = HintArguments(assisted.problem, params.grade)
        document = await self._ask("hint", params, arguments)
        return self._answer("hint", document, assist_words.hint_text(document))

    async def _prompt(self, params: PromptParams) -> AssistAnswer:
        assisted = self._about(params)
        arguments = PromptArguments(params.name, assisted.file, params.samples or 1)
        document = await self._ask("prompt", params, arguments)
        answers = document.get("answers") or []
        return self._answer("prompt", document, "\n\n".join(each["text"] for each in answers))

    async def _prompts(self, params: PromptsParams) -> dict[str, Any]:
        self._configuration.require_ai()
        return await self._assisting.ask_quietly("prompt", PromptArguments())

    async def _step(self, params: StepParams) -> AssistAnswer:
        assisted = self._about(attrs.evolve(params, range=None))
        at = params.position or (params.range.start if params.range is not None else None)
        arguments = StepArguments(
            assisted.file,
            None if at is None or params.every else at.line + 1,
            params.input,
            params.every,
            params.samples or 10,
        )
        document = await self._ask("step", params, arguments)
        edits = []
        for step in document.get("steps") or []:
            code = step["code"] if params.every and step.get("chosen") else _best(step)
            if code:
                below, end = step["place"]
                edits.append(Edit(below, end, f"{code}\n\n"))
        return self._answer("step", document, None, self._edit(assisted, *edits) if edits else None)

    def _about(self, params: Place) -> Assisted:
        return self._assisting.about(params.uri, params.position, params.range)

    async def _ask(self, task: AssistTask, params: Place, arguments: Any) -> dict[str, Any]:
        def told(run_id: str, message: str, document: dict[str, Any]) -> None:
            if self._configuration.feature("assistView"):
                did = DidAssist(params.uri, run_id, task, message, document or None)
                self._server.protocol.notify(DID_ASSIST, self._server.to_json(did))

        return await self._assisting.ask(params.uri, task, arguments, told, params.work_done_token)

    def _edit(self, assisted: Assisted, *edits: Edit) -> types.WorkspaceEdit | None:
        """The edit of the document as it was asked about. Raises ServerError `staleProblem`."""
        if not edits:
            return None
        self._assisting.require_unchanged(assisted)
        changes = text_edits(assisted.document, Insertion(edits[0], edits[1:]))
        return self._edits.of(assisted.document.uri, assisted.version, changes)

    def _answer(
        self,
        task: AssistTask,
        document: dict[str, Any],
        text: str | None = None,
        edit: types.WorkspaceEdit | None = None,
    ) -> AssistAnswer:
        return AssistAnswer(assist_words.ended(task, document), document, text, edit)

    # Commands: nobody waits for what they do, so the outcome is shown.

    def _translate_command(self, arguments: TranslateArgumentsOfCommand) -> None:
        assisted = self._about(arguments)
        self._server.spawn(self._shown(self._translate_and_open(assisted, arguments)))

    async def _translate_and_open(
        self, assisted: Assisted, arguments: TranslateArgumentsOfCommand
    ) -> None:
        language = assisted.file.program.language
        to = arguments.to or await self._language_for(language)
        if to is None:
            return
        params = TranslateParams(arguments.uri, arguments.position, arguments.range, to=to)
        answer = await self._translate(params)
        if answer.text is None:
            raise errors.failed("noResult", "The model gave no translation.")
        await self._open(f"{_stem(arguments.uri)}-translated", file_suffix(to), answer)

    async def _language_for(self, language: str) -> str | None:
        """The language that the user chooses; None for none."""
        if not self._server.support.questions:
            raise errors.failed("unsupported", "Name the language to translate to (`to`).")
        await asyncio.sleep(ANSWER_FIRST_S)
        names = {display_name(each): each for each in runnable() if each != language}
        params = types.ShowMessageRequestParams(
            types.MessageType.Info,
            f"Translate from {display_name(language)} to which language?",
            [types.MessageActionItem(title) for title in names],
        )
        # Shielded: see services/progress.py. The user may take their time.
        chosen = await asyncio.shield(self._server.window_show_message_request_async(params))
        return names.get(chosen.title) if chosen is not None else None

    def _explain_command(self, arguments: ExplainParams) -> None:
        self._about(arguments)
        self._server.spawn(self._shown(self._explain_and_open(arguments)))

    async def _explain_and_open(self, arguments: ExplainParams) -> None:
        await self._open(f"{_stem(arguments.uri)}-explained", ".md", await self._explain(arguments))

    def _comment_command(self, arguments: CommentParams) -> None:
        self._about(arguments)
        self._server.spawn(self._shown(self._apply(self._comment(arguments))))

    def _hint_command(self, arguments: HintParams) -> None:
        self._about(arguments)
        self._server.spawn(self._shown(self._hint_and_open(arguments)))

    async def _hint_and_open(self, arguments: HintParams) -> None:
        await self._open(f"{_stem(arguments.uri)}-hint", ".md", await self._hint(arguments))

    def _step_command(self, arguments: StepParams) -> None:
        self._about(attrs.evolve(arguments, range=None))
        self._server.spawn(self._shown(self._apply(self._step(arguments))))

    async def _shown(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except errors.ServerError as error:
            if error.kind != "cancelled":
                self._messages.show_failure(error)
        except (JsonRpcException, EngineError) as error:
            self._messages.show_failure(error)

    async def _open(self, stem: str, suffix: str, answer: AssistAnswer) -> None:
        if not await self._edits.open_untitled(stem, suffix, answer.text or ""):
            raise errors.failed(
                "unsupported", "The editor opens no new documents, so it is not shown."
            )
        self._messages.show_outcome(f"{answer.message}.", asked_for=True)

    async def _apply(self, work: Coroutine[Any, Any, AssistAnswer]) -> None:
        answer = await work
        if answer.edit is None:
            raise errors.failed("noResult", "The model gave nothing that can be used.")
        reply = await self._edits.apply(answer.edit)
        if reply is None or not reply.applied:
            why = (reply.failure_reason if reply is not None else None) or "the editor refused it"
            raise errors.failed("noResult", f"Nothing was changed: {why}.")
        self._messages.show_outcome(f"{answer.message}.", asked_for=False)


def _best(step: dict[str, Any]) -> str:
    """The code of the best continuation, empty where none can be used."""
    best = next(iter(step.get("continuations") or []), None)
    return str(best["code"]) if best is not None and best["trial"].get("usable") else ""


def _stem(uri: str) -> str:
    return PurePosixPath(uri).stem or "program"
