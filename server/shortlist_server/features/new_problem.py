"""A problem that was copied from a page, as text, Markdown or HTML, becomes a file."""

from __future__ import annotations

import asyncio
from pathlib import Path

import attrs

from shortlist_engine.texts import UnknownEncoding
from shortlist_server import errors
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation.quantities import count
from shortlist_server.services.new_files import NewFile
from shortlist_server.services.services import Services
from shortlist_server.stated import Stated, in_text

NEW_PROBLEM = "shortlist/newProblem"
MOST_CHARACTERS = 2_000_000


@attrs.frozen
class NewProblemParams(Shape):
    """The parameters have the text; language and folder are the usual ones unless they are
    named."""

    text: str
    language: str | None = None
    folder: str | None = None


@attrs.frozen
class NewProblem(Shape):
    """The result names the files, the first one as `uri` too, and counts the tests of all."""

    uri: str
    uris: list[str]
    tests: int
    message: str


class NewProblemFeature:
    """NewProblemFeature makes the files; nothing is written over."""

    def __init__(self, services: Services) -> None:
        self._new_files = services.new_files
        services.server.add_request(NEW_PROBLEM, NewProblemParams, self._new_problem)

    async def _new_problem(self, params: NewProblemParams) -> NewProblem:
        if not params.text.strip():
            raise errors.failed("noProblem", "There is no text: copy a problem's statement first.")
        if len(params.text) > MOST_CHARACTERS:
            raise errors.failed(
                "noProblem",
                f"This text has more than {MOST_CHARACTERS:,} characters: copy the statement only.",
            )
        language = self._new_files.language(params.language or None)
        folder = self._new_files.folder(params.folder or None)
        return await asyncio.to_thread(self._made, params.text, folder, language)

    def _made(self, text: str, folder: Path, language: str) -> NewProblem:
        found, why = in_text(text)
        if not found:
            raise errors.failed("noProblem", why)
        made: list[tuple[Stated, NewFile]] = []
        for stated in found:
            try:
                made.append((stated, self._new_files.make(stated, folder, language)))
            except (OSError, UnknownEncoding) as error:
                reason = error.strerror if isinstance(error, OSError) else str(error)
                before = f"{count(len(made), 'file')} made; then: " if made else ""
                raise errors.failed(
                    "noFolder", f"{before}{stated.name} cannot be written to {folder}: {reason}."
                ) from error
        uris = [file.path.as_uri() for _, file in made]
        tests = sum(len(stated.problem.examples) for stated, _ in made)
        return NewProblem(uris[0], uris, tests, _said(made, tests))


def _said(made: list[tuple[Stated, NewFile]], tests: int) -> str:
    stated, file = made[0]
    if len(made) > 1:
        said = f"{count(len(made), 'problem')} in {file.path.parent}"
    elif not file.is_new:
        said = f"{stated.name} is in {file.path.name} already"
    else:
        said = f"{stated.name}: {file.path.name}, with {count(tests, 'example')}"
    loose = [stated.name for stated, file in made if not file.is_exact]
    if loose:
        said += f". Check the examples of {', '.join(loose)}: the comment is read otherwise"
    return f"{said}."
