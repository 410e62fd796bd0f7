"""Files beside the one that is edited: as they stand in the editor where they are open."""

from __future__ import annotations

from pathlib import Path

from pygls.uris import from_fs_path

from shortlist_engine.languages import find_suffix
from shortlist_engine.problem import Program
from shortlist_engine.texts import UnknownEncoding, decode
from shortlist_server import errors
from shortlist_server.server import ShortlistServer
from shortlist_server.services.user_programs import path_of, program_with_files


def absolute(path: str, uri: str) -> Path:
    """Returns a path that the user named for the document `uri`; one that is not absolute is from
    the document's folder. Raises ServerError `unsupported` where there is none."""
    wanted = Path(path).expanduser()
    if wanted.is_absolute():
        return wanted
    document = path_of(uri)
    if document is None:
        raise errors.failed("unsupported", f"Save the file first, or name all of the path: {path}")
    return Path(document).parent / wanted


def saved_path(server: ShortlistServer, uri: str) -> Path:
    """Returns the path of a document, as which it stands on disk. Raises ServerError `unsaved`."""
    document, path = server.open_document(uri), path_of(uri)
    if document is None:
        raise errors.failed("noProblem", "Open the file first.")
    if path is None:
        raise errors.failed("unsaved", "Save the file first: it is read from disk.")
    try:
        on_disk = Path(path).read_bytes()
    except OSError:
        on_disk = b""
    if on_disk.decode("utf-8-sig", "replace").splitlines() != document.source.splitlines():
        raise errors.failed("unsaved", "Save the file first: it is read from disk.")
    return Path(path)


def program_in(server: ShortlistServer, path: Path) -> Program:
    """Returns the program in a file, by its name's language, with the files beside it that it
    needs. Raises ServerError `noCode`."""
    language = find_suffix(path.suffix)
    if language is None or language.toolchain is None:
        raise errors.failed("noCode", f"{path.name}: no program in this language can be run.")
    document = server.open_document(from_fs_path(str(path)) or "")
    if document is not None:
        text = document.source
    else:
        try:
            text = decode(path.read_bytes(), path.name)
        except OSError as error:
            raise errors.failed("noCode", f"{path} cannot be read: {error.strerror}.") from error
        except UnknownEncoding as error:
            raise errors.failed("noCode", f"{error}.") from error
    if not text.strip():
        raise errors.failed("noCode", f"{path.name} is empty: there is no program to run.")
    return program_with_files(str(path), text, language.name)
