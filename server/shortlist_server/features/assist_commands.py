"""A model's help with a program as commands, which code actions carry: nobody waits for what they
do, so the outcome is shown. A client with a view of its own shows that instead."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import PurePosixPath
from typing import Any

import attrs
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_engine.languages import display_name, file_suffix, runnable
from shortlist_engine.protocol import EngineError
from shortlist_server import errors
from shortlist_server.presentation import commands
from shortlist_server.services.assist_tasks import (
    AssistAnswer,
    CommentParams,
    ExplainParams,
    HintParams,
    Place,
    StepParams,
    TranslateParams,
)
from shortlist_server.services.assisting import Assisted
from shortlist_server.services.services import Services

ANSWER_FIRST_S = 0.1
"""As for the panel: Emacs 28 takes a question only after the answer to the command."""


@attrs.frozen
class TranslateArgumentsOfCommand(Place):
    """Without a language the user is asked for one."""

    to: str | None = None


class AssistCommandsFeature:
    """AssistCommandsFeature has a command for each task."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._messages = services.messages
        self._edits = services.edits
        self._tasks = services.assist_tasks
        server = services.server
        server.add_command(commands.TRANSLATE, TranslateArgumentsOfCommand, self._translate_command)
        server.add_command(commands.EXPLAIN, ExplainParams, self._explain_command)
        server.add_command(commands.COMMENT, CommentParams, self._comment_command)
        server.add_command(commands.HINT, HintParams, self._hint_command)
        server.add_command(commands.STEP, StepParams, self._step_command)

    def _translate_command(self, arguments: TranslateArgumentsOfCommand) -> None:
        assisted = self._tasks.about(arguments)
        self._server.spawn(self._shown(self._translate_and_open(assisted, arguments)))

    async def _translate_and_open(
        self, assisted: Assisted, arguments: TranslateArgumentsOfCommand
    ) -> None:
        language = assisted.file.program.language
        to = arguments.to or await self._language_for(language)
        if to is None:
            return
        params = TranslateParams(arguments.uri, arguments.position, arguments.range, to=to)
        answer = await self._tasks.translate(params)
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
        self._tasks.about(arguments)
        self._server.spawn(self._shown(self._explain_and_open(arguments)))

    async def _explain_and_open(self, arguments: ExplainParams) -> None:
        await self._open(
            f"{_stem(arguments.uri)}-explained", ".md", await self._tasks.explain(arguments)
        )

    def _comment_command(self, arguments: CommentParams) -> None:
        self._tasks.about(arguments)
        self._server.spawn(self._shown(self._apply(self._tasks.comment(arguments))))

    def _hint_command(self, arguments: HintParams) -> None:
        self._tasks.about_problem(arguments)
        self._server.spawn(self._shown(self._hint_and_open(arguments)))

    async def _hint_and_open(self, arguments: HintParams) -> None:
        await self._open(f"{_stem(arguments.uri)}-hint", ".md", await self._tasks.hint(arguments))

    def _step_command(self, arguments: StepParams) -> None:
        self._tasks.about(attrs.evolve(arguments, range=None))
        if self._configuration.feature("assistView") and not arguments.every:
            self._server.spawn(self._shown(self._propose(arguments)))
        else:
            self._server.spawn(self._shown(self._apply(self._tasks.step(arguments))))

    async def _propose(self, arguments: StepParams) -> None:
        await self._tasks.step(arguments)  # the user chooses in the view

    async def _shown(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except errors.ServerError as error:
            if error.kind != "cancelled":
                self._messages.show_failure(error)
        except (JsonRpcException, EngineError) as error:
            self._messages.show_failure(error)

    async def _open(self, stem: str, suffix: str, answer: AssistAnswer) -> None:
        if self._configuration.feature("assistView"):
            return
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


def _stem(uri: str) -> str:
    return PurePosixPath(uri).stem or "program"
