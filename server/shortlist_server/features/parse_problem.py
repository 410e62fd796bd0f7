"""The request that tells what the server understands of a statement."""

from __future__ import annotations

import attrs
from lsprotocol import types

from shortlist_server.blocks import block_range
from shortlist_server.lsp_ext import Document, Shape
from shortlist_server.presentation.problems import ProblemInfo, problem_info
from shortlist_server.services.services import Services

PARSE_PROBLEM = "shortlist/parseProblem"


@attrs.frozen
class ParseProblemParams(Shape):
    """The parameters name the place in a document."""

    text_document: Document
    position: types.Position


@attrs.frozen
class IssueInfo(Shape):
    """An issue says what is wrong with a statement, and where; `guess` that it could be read in two
    ways, of which the message says which was taken."""

    range: types.Range
    message: str
    severity: str
    guess: bool


@attrs.frozen
class ParseProblemResult(Shape):
    """The result is the problem at that place, and from 0 to 1 how surely it is one."""

    problem: ProblemInfo | None = attrs.field(metadata={"keep_none": True})
    confidence: float
    problems: list[IssueInfo]


class ParseProblemFeature:
    """ParseProblemFeature answers from what is parsed anyway; no engine is needed."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._problems = services.problems
        services.server.add_request(PARSE_PROBLEM, ParseProblemParams, self._parse_problem)

    def _parse_problem(self, params: ParseProblemParams) -> ParseProblemResult:
        document = self._server.open_document(params.text_document.uri)
        if document is None:
            return ParseProblemResult(None, 0.0, [])
        block = self._problems.near(document, params.position.line)
        if block is None:
            return ParseProblemResult(None, 0.0, [])
        return ParseProblemResult(
            problem=problem_info(document, block, block.problem) if block.problem else None,
            confidence=block.confidence,
            problems=[
                IssueInfo(
                    document.line_range(issue.line, issue.line)
                    if issue.line < len(document.lines)
                    else block_range(document, block),
                    issue.message,
                    issue.severity,
                    issue.guess,
                )
                for issue in block.issues
            ],
        )
