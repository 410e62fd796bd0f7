"""A feature is a class that is made with the services. Adding one touches its own module and the
registry: this toy command is all that a new command of the language server takes."""

from __future__ import annotations

import attrs
import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from shortlist_server.features.registry import FEATURES, create_server
from shortlist_server.lsp_ext import Shape
from shortlist_server.server import ShortlistServer
from shortlist_server.services.services import Services

COUNT = "shortlist.server.countProblems"


@attrs.frozen
class CountArguments(Shape):
    """The document whose problems are to be counted."""

    uri: str
    with_examples: bool | None = None


@attrs.frozen
class CountResult(Shape):
    """How many problems there are, and how often that was asked."""

    problem_count: int
    asked: int


class CountFeature:
    """Counts the problems of a document."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._problems = services.problems
        self._asked = 0
        services.server.add_command(COUNT, CountArguments, self._count)

    def _count(self, arguments: CountArguments) -> CountResult:
        self._asked += 1
        document = self._server.open_document(arguments.uri)
        blocks = [] if document is None else self._problems.blocks(document)
        return CountResult(len(blocks), self._asked)


def open_document(server: ShortlistServer, text: str) -> str:
    """What a client sends at first, without the wire."""
    params = types.InitializeParams(capabilities=types.ClientCapabilities())
    for handler, arguments, _ in server.protocol.lsp_initialize(params):
        handler(*arguments)
    uri = "file:///sum.py"
    server.workspace.put_text_document(types.TextDocumentItem(uri, "python", 1, text))
    return uri


async def test_a_command_is_one_class(comment):
    server = create_server((*FEATURES, CountFeature))
    uri = open_document(server, comment())
    count = server.protocol.fm.commands[COUNT]
    assert await count({"uri": uri}) == {"problemCount": 1, "asked": 1}
    assert await count({"uri": "file:///none"}) == {"problemCount": 0, "asked": 2}
    with pytest.raises(JsonRpcInvalidParams):
        await count({"uri": 7})


async def test_a_feature_can_be_served_alone(comment):
    server = create_server((CountFeature,))
    uri = open_document(server, comment())
    assert set(server.protocol.fm.commands) == {COUNT}
    assert await server.protocol.fm.commands[COUNT]({"uri": uri}) == {
        "problemCount": 1,
        "asked": 1,
    }
