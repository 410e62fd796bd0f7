"""Where the files of new problems go: the user's folder, else the workspace's."""

from __future__ import annotations

import re
from pathlib import Path

from pygls.uris import to_fs_path

from shortlist_server import errors
from shortlist_server.configuration import Configuration
from shortlist_server.server import ShortlistServer

_VARIABLE = re.compile(r"\$\{(workspaceFolder|userHome)\}")


class NewFiles:
    """Knows the folder of new files, as the settings and the workspace say."""

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
