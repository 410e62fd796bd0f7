"""A program of the user's that talks to the terminal: interactive problems are tried so.

In the sandbox's file system where there are namespaces; else as in a terminal, for which the user
has to have agreed. Nothing limits its time: it waits for somebody who types.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shortlist_engine import languages
from shortlist_engine.execution.compiling.messages import files_of
from shortlist_engine.execution.isolation.interpreter import (
    own_interpreter,
    shared_library_directory,
)
from shortlist_engine.execution.isolation.jail.environment import ENVIRONMENT
from shortlist_engine.execution.isolation.zygote_kind import PROGRAMS
from shortlist_engine.execution.plain import starting
from shortlist_engine.execution.plain.building import Builder
from shortlist_engine.execution.plain.environment import environment
from shortlist_engine.execution.plain.workplace import Workplace
from shortlist_engine.problem import Limits, Problem, Program

if TYPE_CHECKING:
    from shortlist_engine.execution.pool import ExecutionPool

_PYTHON_FILE, _PROGRAM = "prog.py", "program"
_WHERE = "/job"


@dataclass(frozen=True)
class Conversation:
    """Holds what is started, to talk to the terminal that we were started in."""

    words: Sequence[str]
    folder: Path
    variables: Mapping[str, str]

    async def hold(self) -> int:
        """Returns the exit status, negative for a signal. Cancelling ends the program. Raises
        OSError when it cannot be started."""
        process = await asyncio.create_subprocess_exec(
            *self.words, cwd=self.folder, env=dict(self.variables)
        )
        try:
            return await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


@contextlib.asynccontextmanager
async def isolated(pool: ExecutionPool, program: Program) -> AsyncIterator[Conversation]:
    """Gives a conversation in the sandbox's file system, in which only the working directory can be
    written. Raises CompileFailed and SandboxUnavailable."""
    # Here, since they can be imported on Linux only.
    from shortlist_engine.execution.compiling.starting import command_of, tool_zygote
    from shortlist_engine.execution.isolation.sandbox import terminal_command

    chain = languages.toolchain(program.language)
    source = program.source.encode("utf-8", "replace")
    with _folder() as folder:
        files, kind = files_of(program), PROGRAMS
        if chain.kind == "interpreter":
            files[_PYTHON_FILE] = source
            words = [own_interpreter(), "-S", "-s", "-B", _PYTHON_FILE]
        else:
            built = await pool.build(program)
            if chain.kind == "tool":
                words, more = command_of(program, built, Limits(memory_mib=1024), _WHERE)
                files, kind = {**files, **more}, tool_zygote(program.language)
            else:
                files[_PROGRAM], words = built, [f"{_WHERE}/{_PROGRAM}"]
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            path.chmod(0o755)
        variables = {
            "LC_ALL": "C.UTF-8",
            "PYTHONUTF8": "1",
            "LD_LIBRARY_PATH": shared_library_directory(),
            "TERM": "dumb",
            **ENVIRONMENT,
        }
        yield Conversation(
            [*terminal_command(kind, str(folder), _WHERE), *words], folder, variables
        )


@contextlib.asynccontextmanager
async def plain(problem: Problem, program: Program) -> AsyncIterator[Conversation]:
    """Gives a conversation as in a terminal. Raises CompileFailed and OSError."""
    workplace = Workplace()
    try:
        built = None
        if starting.is_built(program.language):
            built = await Builder(workplace, 1).build(program)
        with workplace.room() as room:
            words = starting.command(problem, program, problem.limits.memory_mib, built, room)
            yield Conversation(words, room.work, environment())
    finally:
        workplace.close()


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    workplace = Workplace()
    try:
        with workplace.room() as room:
            yield room.work
    finally:
        workplace.close()
