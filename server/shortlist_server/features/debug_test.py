"""What a debugger needs to run the user's program on one test."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import attrs

from shortlist_engine.files import digest, write_whole
from shortlist_engine.languages import display_name, toolchain
from shortlist_engine.places import cache_dir
from shortlist_server import errors
from shortlist_server.lsp_ext import Shape
from shortlist_server.services.other_files import saved_path
from shortlist_server.services.services import Services
from shortlist_server.testsets import ShownTest, Target

DEBUG_TEST = "shortlist/debugTest"
# Breakpoints are in the user's own file, which this runs; then it does what the test says.
_CALL = """\
import runpy

names = runpy.run_path({path!r})
result = eval({call!r}, names)
print(repr(result))
"""


@attrs.frozen
class DebugTestParams(Shape):
    """The parameters name a test."""

    uri: str
    id: str


@attrs.frozen
class DebugBuild(Shape):
    """The command makes the program `output`, with what a debugger needs."""

    command: list[str]
    output: str


@attrs.frozen
class DebugTestResult(Shape):
    """The result says what to start, in which directory, and which file is its standard input."""

    language: str
    program: str
    input_file: str
    cwd: str
    build: DebugBuild | None = None


@dataclass(frozen=True)
class _Room:
    """The directory in which the files for debugging one program are."""

    folder: Path

    def write(self, name: str, text: str) -> Path:
        """Returns the file that has this text. Raises ServerError `testsUnwritable`."""
        path = self.folder / name
        try:
            write_whole(path, text.encode("utf-8", "surrogatepass"), durable=False)
        except OSError as error:
            raise errors.failed(
                "testsUnwritable", f"{path} could not be written: {error.strerror or error}."
            ) from error
        return path


class DebugTestFeature:
    """DebugTestFeature writes the input to a file of its own and says how to build; the debugger is
    the client's."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._tests = services.tests
        services.server.add_request(DEBUG_TEST, DebugTestParams, self._debug)

    def _debug(self, params: DebugTestParams) -> DebugTestResult:
        target = self._tests.target(params.uri)
        test = self._tests.test(target, params.id)
        program = saved_path(self._server, params.uri)
        language = self._tests.work(target).program.language
        room = _Room(cache_dir() / "debug" / digest(str(program).encode())[:16])
        if target.problem.kind == "function":
            return self._call(language, program, test, room)
        given = room.write(f"{test.id}.in", test.input)
        cwd = program.parent
        if target.problem.input_file:
            # It opens its input by name, and writes its output beside.
            room.write(Path(target.problem.input_file).name, test.input)
            cwd = room.folder
        build = _build(target, language, program, room)
        started = build.output if build is not None else str(program)
        return DebugTestResult(language, started, str(given), str(cwd), build)

    def _call(self, language: str, program: Path, test: ShownTest, room: _Room) -> DebugTestResult:
        """A function is debugged by a file that calls it."""
        if language != "python":
            raise errors.failed(
                "unsupported",
                f"Functions in {display_name(language)} cannot be debugged by a test: add a main "
                "that calls it.",
            )
        text = _CALL.format(path=str(program), call=test.input.strip())
        caller = room.write(f"{test.id}.py", text)
        given = room.write(f"{test.id}.in", "")
        return DebugTestResult(language, str(caller), str(given), str(program.parent))


def _build(target: Target, language: str, program: Path, room: _Room) -> DebugBuild | None:
    """How a program is made for the debugger; None where it is debugged as it is. Raises
    ServerError `unsupported`."""
    chain = toolchain(language)
    if chain.kind != "native":
        return None
    tool = shutil.which(chain.tool.name) if chain.tool is not None else None
    if not chain.debug or tool is None:
        raise errors.failed(
            "unsupported", f"{display_name(language)} cannot be debugged here: {chain.fix}."
        )
    output = room.folder / ("program.exe" if sys.platform == "win32" else "program")
    values = {
        "tool": tool,
        "file": str(program),
        "program": str(output),
        "standard": chain.standard(""),
    }
    return DebugBuild([word.format(**values) for word in chain.debug], str(output))
