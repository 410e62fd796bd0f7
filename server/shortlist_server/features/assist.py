"""A model's help with a program: a request for each task, for clients that show it their own way,
and those of the view."""

from __future__ import annotations

from typing import Any

import attrs

from shortlist_engine.languages import display_name, runnable
from shortlist_engine.protocol import AssistTask, EngineError
from shortlist_server import errors
from shortlist_server.configuration import Settings
from shortlist_server.lsp_ext import Document, Shape
from shortlist_server.presentation.assist_view import AssistView
from shortlist_server.services.assist_tasks import (
    CommentParams,
    ExplainParams,
    HintParams,
    Place,
    PromptParams,
    PutParams,
    StepParams,
    TranslateParams,
)
from shortlist_server.services.services import Services

TRANSLATE = "shortlist/translate"
EXPLAIN = "shortlist/explain"
COMMENT = "shortlist/comment"
HINT = "shortlist/hint"
PROMPT = "shortlist/prompt"
PROMPTS = "shortlist/prompts"
STEP = "shortlist/step"
VIEW = "shortlist/assistView"
PUT = "shortlist/assistEdit"
TARGETS = "shortlist/assistTargets"
DID_ASSIST = "shortlist/didAssist"


@attrs.frozen
class PromptsParams(Shape):
    """The prompts are those of the user."""


@attrs.frozen
class NamedLanguage(Shape):
    """A language has the name that requests take, and a title for people."""

    name: str
    title: str


@attrs.frozen
class Targets(Shape):
    """What a model can be asked for in a document: the languages to translate to, and the user's
    prompts. `refused` says why no model may help there."""

    languages: list[NamedLanguage]
    prompts: list[str]
    prompts_folder: str
    refused: str | None = None


@attrs.frozen
class DidAssist(Shape):
    """A task goes on: what is said of it, and its document as it is so far and what is shown of it,
    where that is new."""

    uri: str
    run_id: str
    task: str
    message: str
    document: dict[str, Any] | None = None
    view: AssistView | None = None


class AssistFeature:
    """AssistFeature answers, and tells clients that show a view of their own how it goes."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._availability = services.availability
        self._tasks = tasks = services.assist_tasks
        self._views = services.assist_views
        services.assist_tasks.told.connect(self._told)
        services.assist_views.edited.connect(self._edited)
        services.configuration.changed.connect(self._settings_changed)
        server = services.server
        server.add_request(TRANSLATE, TranslateParams, tasks.translate)
        server.add_request(EXPLAIN, ExplainParams, tasks.explain)
        server.add_request(COMMENT, CommentParams, tasks.comment)
        server.add_request(HINT, HintParams, tasks.hint)
        server.add_request(PROMPT, PromptParams, tasks.prompt)
        server.add_request(PROMPTS, PromptsParams, self._prompts)
        server.add_request(STEP, StepParams, tasks.step)
        server.add_request(VIEW, Document, self._view)
        server.add_request(PUT, PutParams, tasks.put)
        server.add_request(TARGETS, Place, self._targets)

    async def _prompts(self, params: PromptsParams) -> dict[str, Any]:
        return await self._tasks.prompts()

    def _view(self, params: Document) -> AssistView | None:
        self._configuration.require_ai(params.uri)
        return self._views.of(params.uri)

    async def _targets(self, params: Place) -> Targets:
        document = self._server.open_document(params.uri)
        language = document.run_language if document is not None else None
        languages = [
            NamedLanguage(each, display_name(each)) for each in runnable() if each != language
        ]
        try:
            self._configuration.require_ai(params.uri)
            refused = self._availability.why_not_assist(document) if document is not None else None
            listed = {} if refused else await self._tasks.prompts()
        except (errors.ServerError, EngineError) as error:
            refused, listed = error.message, {}
        return Targets(
            languages, listed.get("prompts") or [], str(listed.get("folder") or ""), refused
        )

    def _told(
        self, uri: str, run_id: str, task: AssistTask, message: str, document: dict[str, Any] | None
    ) -> None:
        if not self._configuration.feature("assistView"):
            return
        view = self._views.unsent(uri, task)
        did = DidAssist(uri, run_id, task, message, document, view)
        self._server.protocol.notify(DID_ASSIST, self._server.to_json(did))

    def _edited(self, uri: str) -> None:
        kept = self._views.kept(uri)
        if kept is not None:
            self._told(uri, kept.run_id, kept.task, kept.headline, None)

    def _settings_changed(self, before: Settings) -> None:
        self._tasks.cancel_refused()
