"""The files of new problems: where they go, in which language, and how they are made."""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pygls.uris import to_fs_path

from shortlist_engine.languages import find, runnable
from shortlist_engine.newfiles import free_path, last_language, write_new
from shortlist_engine.testfiles.own_tests import (
    OwnTest,
    OwnTests,
    about,
    place_of,
    write_own_tests,
)
from shortlist_server import errors
from shortlist_server.configuration import Configuration
from shortlist_server.server import ShortlistServer
from shortlist_server.stated import Stated, file_text

_MOST_BYTES = 4 << 20  # of a file that may hold the problem already
_VARIABLE = re.compile(r"\$\{(workspaceFolder|userHome)\}")


@dataclass(frozen=True)
class NewFile:
    """Tells of a file with a problem: whether it was made now, and whether the problem is read from
    it as it was meant. `tests` is the file beside it that holds its tests, None where they stand in
    its comment."""

    path: Path
    is_new: bool
    is_exact: bool
    tests: Path | None = None


class NewFiles:
    """Knows the folder and the language of new files, as the settings and the workspace say, and
    makes them."""

    def __init__(self, server: ShortlistServer, configuration: Configuration) -> None:
        self._server = server
        self._configuration = configuration

    def folder(self, given: str | None = None) -> Path:
        """Returns the folder of new files, or `given` in its place, which may be a path from there.
        It need not exist. Raises ServerError `noFolder` where there is none."""
        setting = self._configuration.current.files_folder
        if given is not None:
            path = Path(self._expanded(given)).expanduser()
            return path if path.is_absolute() else self.folder() / path
        workspace = self._workspace()
        if not setting:
            if workspace is None:
                raise errors.failed(
                    "noFolder",
                    "There is no folder for new files: open one, or name one in the setting "
                    "shortlist.files.folder.",
                )
            return workspace
        path = Path(self._expanded(setting)).expanduser()
        if not path.is_absolute():
            if workspace is None:
                raise errors.failed(
                    "noFolder",
                    f"The setting shortlist.files.folder is {setting!r}, a path from the "
                    "workspace's folder, and no folder is open: open one, or name a whole path.",
                )
            path = workspace / path
        return path

    def language(self, given: str | None = None) -> str:
        """Returns the language of new files: `given`, else the setting's, else the one that was
        practised in last. Raises ServerError `unsupported`."""
        wanted = given or self._configuration.current.files_language
        if not wanted:
            return last_language()
        found = find(wanted)
        if found is None or found.toolchain is None:
            raise errors.failed(
                "unsupported", f"Code in {wanted} cannot be run: take {', '.join(runnable())}."
            )
        return found.name

    def make(self, stated: Stated, folder: Path, language: str) -> NewFile:
        """Makes the file of a problem. It may take a moment. A file that holds the problem already,
        by its address or as it would be written, is returned instead. Raises OSError, and
        UnknownEncoding when the user's template cannot be read."""
        made = file_text(stated, language, date.today())
        name = stated.file_name(language)
        for path in _taken(folder, name):
            if _holds(path, made.text, stated.problem.url):
                return NewFile(path, False, made.is_exact)
        path = write_new(folder, name, made.text)
        if not made.without_tests:
            return NewFile(path, True, made.is_exact)
        tests = place_of(path)
        if not tests.exists():  # left over from another file: it is the user's
            own = tuple(OwnTest(each.input, each.output) for each in stated.problem.examples)
            write_own_tests(tests, OwnTests(own, rest=about(stated.problem, path)))
        return NewFile(path, True, made.is_exact, tests)

    def _workspace(self) -> Path | None:
        """The first folder of the workspace that is on this machine."""
        workspace = self._server.protocol.workspace
        uris = [folder.uri for folder in workspace.folders.values()]
        if not self._server.support.workspace_folders and workspace.root_uri:
            uris.append(workspace.root_uri)
        for uri in uris:
            path = to_fs_path(uri) if uri.startswith("file:") else None
            if path:
                return Path(path)
        return None

    def _expanded(self, text: str) -> str:
        def value(found: re.Match[str]) -> str:
            if found[1] == "userHome":
                return str(Path.home())
            workspace = self._workspace()
            return str(workspace) if workspace is not None else ""

        return _VARIABLE.sub(value, text)


def _taken(folder: Path, name: str) -> list[Path]:
    """The files that are called so, or nearly so."""
    free = free_path(folder, name)
    names = [name, *(f"{Path(name).stem}-{number}{Path(name).suffix}" for number in range(2, 100))]
    return [folder / each for each in names[: names.index(free.name) if free.name in names else 0]]


def _holds(path: Path, text: str, url: str) -> bool:
    with contextlib.suppress(OSError):
        if path.is_file() and os.path.getsize(path) <= _MOST_BYTES:
            found = path.read_text("utf-8", "replace")
            return found == text or (url != "" and f"URL: {url}" in found.splitlines())
    return False
