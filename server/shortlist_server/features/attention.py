"""Which words of the statement the model reads for each line of a program."""

from __future__ import annotations

import attrs

from shortlist_server.lsp_ext import Shape
from shortlist_server.services.services import Services

ATTENTION = "shortlist/attention"


@attrs.frozen
class AttentionParams(Shape):
    """The parameters name a solution or a near miss."""

    problem_id: str
    solution_id: str


@attrs.frozen
class Attention(Shape):
    """The result has the text that the model read, where its words are (in code points), and for
    each line of the program how much of its attention goes to each word."""

    text: str
    words: list[list[int]]
    lines: list[list[float]]


class AttentionFeature:
    """AttentionFeature asks the engine, for the model that wrote the program: only a model of ours
    can tell."""

    def __init__(self, services: Services) -> None:
        self._configuration = services.configuration
        self._engine = services.engine
        self._problems = services.problems
        self._solves = services.solves
        services.server.add_request(ATTENTION, AttentionParams, self._attention)

    async def _attention(self, params: AttentionParams) -> Attention:
        self._configuration.require_ai()
        self._problems.require_unpractised(params.problem_id)
        known, shown = self._solves.program(params.problem_id, params.solution_id)
        model = known.model if known.model_chosen else ""
        found = await self._engine.attention(known.problem, shown.program, model)
        return Attention(
            text=found.text,
            words=[list(word) for word in found.words],
            lines=[list(line) for line in found.lines],
        )
