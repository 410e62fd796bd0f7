"""The program of a document as it is submitted, and where."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from lsprotocol import types

from shortlist_engine.fairness import marks_in
from shortlist_engine.languages import CPP, PYTHON
from shortlist_engine.languages.c import C
from shortlist_engine.statement.comments import find_comments
from shortlist_server import errors
from shortlist_server.blocks import program_of
from shortlist_server.documents import OpenDocument
from shortlist_server.lsp_ext import Shape
from shortlist_server.services.services import Services
from shortlist_server.submission.cpp_program import stripped_cpp
from shortlist_server.submission.judges import submit_url
from shortlist_server.submission.python_program import stripped_python
from shortlist_server.submission.stripped import Stripped, lines_of, without_lines

SUBMISSION = "shortlist/submission"


@attrs.frozen
class SubmissionParams(Shape):
    """The parameters name a document; of several problems in it the one at the position."""

    uri: str
    position: types.Position | None = None


@attrs.frozen
class SubmissionText(Shape):
    """The result has the program, how many debug statements and sections were left out of it, what
    looks like one and was kept, and the addresses of the problem and of the page to submit it
    on."""

    text: str
    language: str
    removed: int
    kept: list[str]
    url: str | None = None
    submit_url: str | None = None


class SubmissionFeature:
    """SubmissionFeature has the request; nothing is sent anywhere."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._problems = services.problems
        services.server.add_request(SUBMISSION, SubmissionParams, self._submission)

    def _submission(self, params: SubmissionParams) -> SubmissionText:
        document = self._server.open_document(params.uri)
        if document is None:
            raise errors.failed("noCode", "Open the file first.")
        language = document.run_language
        if language is None:
            raise errors.failed(
                "noCode", f"Code in {document.language_id or 'this file'} is no program."
            )
        blocks = self._problems.blocks(document)
        chosen = None
        if params.position is not None:
            chosen = self._problems.near(document, params.position.line)
        elif len(blocks) == 1:
            chosen = blocks[0]
        text = _whole(document)
        if chosen is not None and len(blocks) > 1:
            text = program_of(document, blocks, chosen) or text
        if text == _whole(document):
            ranges = [(block.start_line, block.end_line) for block in blocks]
        else:
            ranges = []  # only what stands below the comment was taken
        stripped = _stripped(text, language, ranges)
        if not stripped.text.strip():
            raise errors.failed("noCode", "There is no code below the comment to submit.")
        url = chosen.problem.url if chosen is not None and chosen.problem is not None else ""
        return SubmissionText(
            stripped.text,
            language,
            stripped.removed,
            list(stripped.kept),
            url or None,
            submit_url(url) if url else None,
        )


def _whole(document: OpenDocument) -> str:
    return "".join(line.rstrip("\r\n") + "\n" for line in document.lines)


def _stripped(text: str, language: str, blocks: Sequence[tuple[int, int]]) -> Stripped:
    if language == PYTHON.name:
        return stripped_python(text, blocks)
    if language in (CPP.name, C.name):
        return stripped_cpp(text, blocks)
    return _without_comments(text, language, blocks)


def _without_comments(text: str, language: str, blocks: Sequence[tuple[int, int]]) -> Stripped:
    """Of other languages only the comments are known that begin a line: those with a statement or a
    mark of practice are left out where they end one, too."""
    lines = lines_of(text)
    gone: set[int] = set()
    for comment in find_comments(text, language):
        first, last = comment.start_line, comment.end_line
        inside = any(start <= first and last <= end for start, end in blocks)
        if not comment.terminated or not (inside or marks_in("\n".join(comment.lines))):
            continue
        if comment.style == "line" or lines[last].rstrip().endswith("*/"):
            gone |= set(range(first, last + 1))
    return Stripped(without_lines(lines, gone))
