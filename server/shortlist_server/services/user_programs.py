"""The user's own program in a document, as it is run."""

from __future__ import annotations

from pygls.uris import to_fs_path

from shortlist_engine.languages.beside import TooMuchBeside, files_beside
from shortlist_engine.problem import Program, SourceFile
from shortlist_engine.statement import ProblemBlock
from shortlist_server import errors
from shortlist_server.blocks import program_of
from shortlist_server.documents import OpenDocument
from shortlist_server.services.problems import ProblemStore


def path_of(uri: str) -> str | None:
    """Returns the path of a document that is on disk, or would be; None for any other."""
    return to_fs_path(uri) if uri.startswith("file:") else None


def source_of(problems: ProblemStore, document: OpenDocument, block: ProblemBlock | None) -> str:
    """Returns the user's program for a block, the whole document without one; empty when there is
    no code."""
    if block is not None:
        return program_of(document, problems.blocks(document), block)
    text = "\n".join(line.rstrip("\r\n") for line in document.lines) + "\n"
    return text if text.strip() else ""


def why_no_program(document: OpenDocument, source: str) -> str:
    """Says why no program in a document can be run; empty when there is one."""
    if document.run_language is None:
        return f"Code in {document.language_id or 'this file'} cannot be run here."
    return "" if source else "There is no code below the comment to run."


def user_program(
    problems: ProblemStore, document: OpenDocument, block: ProblemBlock | None
) -> Program:
    """Returns the user's program for a block, with the files beside it that it needs. Raises
    ServerError `noCode`."""
    source = source_of(problems, document, block)
    why = why_no_program(document, source)
    if why or document.run_language is None:
        raise errors.failed("noCode", why)
    return program_with_files(path_of(document.uri), source, document.run_language)


def program_with_files(path: str | None, source: str, language: str) -> Program:
    """Returns a program with the files on disk in its folder that it includes or imports; none
    where it is not on disk. Raises ServerError `noCode` when they are too many."""
    if path is None:
        return Program(language, source)
    try:
        found = files_beside(path, source, language)
    except (TooMuchBeside, OSError) as error:
        raise errors.failed("noCode", f"The program cannot be run: {error}.") from error
    beside = tuple(SourceFile(name, text) for name, text in sorted(found.items()))
    return Program(language, source, files=beside)
