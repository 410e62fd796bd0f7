"""The console: what a terminal runs so that the user talks to the program."""

from __future__ import annotations

import os

import attrs

from shortlist_server.engine.process import own_command
from shortlist_server.lsp_ext import Shape
from shortlist_server.services.other_files import saved_path
from shortlist_server.services.services import Services

CONSOLE = "shortlist/console"


@attrs.frozen
class ConsoleParams(Shape):
    """The parameters name a document."""

    uri: str


@attrs.frozen
class ConsoleResult(Shape):
    """The result is a command for a terminal; `env` comes on top of its environment."""

    command: list[str]
    cwd: str
    env: dict[str, str] | None = None


class ConsoleFeature:
    """ConsoleFeature names the command, which does the rest by itself."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._tests = services.tests
        services.server.add_request(CONSOLE, ConsoleParams, self._console)

    def _console(self, params: ConsoleParams) -> ConsoleResult:
        path = saved_path(self._server, params.uri)
        work = self._tests.work(self._tests.target(params.uri))
        command = own_command("run", "--console", "--language", work.program.language, str(path))
        # A server from a checkout finds its modules by this; a terminal would not.
        found = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
        return ConsoleResult(command, str(path.parent), found or None)
