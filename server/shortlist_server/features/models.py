"""The models that the user may choose from: what is installed, and what answers on this machine."""

from __future__ import annotations

import attrs

from shortlist_engine.protocol import ListedModel
from shortlist_server.lsp_ext import NoParams, Shape
from shortlist_server.presentation import wording
from shortlist_server.services.services import Services

MODELS = "shortlist/models"


@attrs.frozen
class ModelItem(Shape):
    """A model that may be chosen: `name` is what the setting takes, and `detail` says in words what
    is known of it."""

    name: str
    where: str
    detail: str
    window: int | None
    bytes: int | None
    parameters: str | None
    languages: list[str] | None
    repairs: bool
    loaded: bool | None
    note: str | None


@attrs.frozen
class Models(Shape):
    """The result lists the models; `chosen` is the value of the setting, empty for the engine's
    own."""

    models: list[ModelItem]
    chosen: str


class ModelsFeature:
    """ModelsFeature asks the engine, which is started for it: the models are where the engine is.
    In contest mode no server is asked."""

    def __init__(self, services: Services) -> None:
        self._configuration = services.configuration
        self._engine = services.engine
        services.server.add_request(MODELS, NoParams, self._models)

    async def _models(self, params: NoParams) -> Models:
        self._configuration.require_ai()
        listed = await self._engine.models()
        return Models([_item(each) for each in listed], self._configuration.current.engine_model)


def _item(model: ListedModel) -> ModelItem:
    return ModelItem(
        name=model.name,
        where=model.where,
        detail=wording.model_detail(model),
        window=model.window,
        bytes=model.bytes,
        parameters=model.parameters or None,
        languages=None if model.languages is None else list(model.languages),
        repairs=model.repairs,
        loaded=model.loaded,
        note=model.note or None,
    )
