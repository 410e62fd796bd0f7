"""Problems in the shape that travels."""

from __future__ import annotations

import attrs
from lsprotocol import types

from shortlist_engine.problem import Problem
from shortlist_engine.statement import ProblemBlock
from shortlist_server.blocks import block_range
from shortlist_server.documents import OpenDocument
from shortlist_server.lsp_ext import Shape


@attrs.frozen
class ProblemInfo(Shape):
    """ProblemInfo says what a problem is called, where it stands, and its limits."""

    digest: str
    name: str
    url: str | None
    kind: str
    range: types.Range
    time_limit_ms: int
    memory_limit_mib: int = attrs.field(metadata={"wire": "memoryLimitMiB"})
    examples: int
    interactive: bool


def problem_info(document: OpenDocument, block: ProblemBlock, problem: Problem) -> ProblemInfo:
    """Returns the problem of a block, with the range in the client's units."""
    return _info(problem, block_range(document, block))


def absent_problem_info(problem: Problem) -> ProblemInfo:
    """Returns a problem that stands in no open document (any more); its range is empty."""
    start = types.Position(0, 0)
    return _info(problem, types.Range(start, start))


def _info(problem: Problem, where: types.Range) -> ProblemInfo:
    return ProblemInfo(
        digest=problem.digest,
        name=problem.title or "this problem",
        url=problem.url or None,
        kind=problem.kind,
        range=where,
        time_limit_ms=round(problem.limits.time_s * 1000),
        memory_limit_mib=problem.limits.memory_mib,
        examples=len(problem.examples),
        interactive=problem.interactive,
    )
