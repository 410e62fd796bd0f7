"""How a program is started on an input: its command, its files, its limits."""

from __future__ import annotations

import os
from pathlib import Path

from shortlist_engine import languages
from shortlist_engine.execution.active_request import ActiveRequest
from shortlist_engine.execution.compiling.messages import files_of
from shortlist_engine.execution.isolation.interpreter import PACKAGE
from shortlist_engine.execution.isolation.jail.limits import ERRORS
from shortlist_engine.execution.isolation.jail.tool_call import filled
from shortlist_engine.execution.plain.building import Built
from shortlist_engine.execution.plain.environment import environment
from shortlist_engine.execution.plain.tools import found
from shortlist_engine.execution.plain.warden.order import Order
from shortlist_engine.execution.plain.workplace import Room
from shortlist_engine.problem import Problem, Program

START_PYTHON = Path(__file__).resolve().parent / "start_python.py"
_PYTHON_FILE = "prog.py"
# Above the limit of memory, in what a program may write to: code, tables, stacks of threads. The
# limit itself is watched; this ends what allocates faster than anybody watches.
_SLACK, _SLACK_RESERVING = 256 << 20, 1024 << 20


def is_built(language: str) -> bool:
    """Tells whether programs in the language are compiled before they run."""
    plain = languages.toolchain(language).plain
    return plain is not None and bool(plain.compile)


def own_kib(language: str) -> int:
    """Returns what the language's virtual machine is allowed beside the limit of memory."""
    return languages.toolchain(language).own_mib << 10


def order_for(
    active: ActiveRequest, index: int, data: bytes, built: Built | None, room: Room
) -> Order:
    """Returns how the program is run on input `index`, which is `data`; its files are put into the
    room. Raises OSError."""
    request, limits = active.request, active.limits_of(index)
    problem, program = request.problem, request.program
    room.input.write_bytes(data)
    room.put({name: data for name in _spellings(problem.input_file, problem)})
    chain = languages.toolchain(program.language)
    memory = (limits.memory_mib + chain.own_mib) << 20
    slack = _SLACK_RESERVING if chain.reserves or program.language == "python" else _SLACK
    # CPU time is what is limited; the wall clock only ends programs that wait.
    asked = active.wire_request(0, 0, index, 1, 0)
    own = {name: filled(value, {"memory": str(limits.memory_mib)}) for name, value in _own(program)}
    return Order(
        command(problem, program, limits.memory_mib, built, room),
        str(room.work),
        {**environment(request.variation), **own},
        str(room.input),
        str(room.output),
        str(room.errors),
        asked.cpu_us / 1e6,
        asked.wall_us / 1e6,
        memory,
        memory + slack,
        asked.output,
        ERRORS,
    )


def take_output_file(problem: Problem, room: Room) -> None:
    """Takes for the output what the program wrote into the file that the statement names, when
    there is anything in it. Raises OSError."""
    for name in _spellings(problem.output_file, problem):
        written = room.work / name
        if written.is_file() and not written.is_symlink() and written.stat().st_size:
            os.replace(written, room.output)
            return


def command(
    problem: Problem, program: Program, memory_mib: int, built: Built | None, room: Room
) -> list[str]:
    """Returns how the program is started, for which its files are put into the room. Raises
    OSError."""
    chain = languages.toolchain(program.language)
    tools = found(program.language, program.tool)
    assert tools is not None and chain.plain is not None
    source = program.source.encode("utf-8", "replace")
    if program.language == "python":
        room.put({**files_of(program), _PYTHON_FILE: source})
        function = [problem.entry_point] if problem.kind == "function" else []
        words = [str(START_PYTHON), str(room.said), _PYTHON_FILE, str(PACKAGE / "jail"), *function]
        return [tools.tool, "-B", *words]
    values = {"tool": tools.tool, "runner": tools.runner, "memory": str(memory_mib)}
    if built is not None:
        values |= {"program": str(built.path), "main": built.main}
        return [filled(word, values) for word in chain.plain.run] or [str(built.path)]
    assert chain.file is not None
    file = chain.file(program.source)
    room.put(files_of(program) | {name: text.encode() for name, text in chain.extra})
    room.put({file: source})
    return [filled(word, {**values, "file": file}) for word in chain.plain.run]


def _own(program: Program) -> tuple[tuple[str, str], ...]:
    """What the language's toolchain has in the environment, but for what is the sandbox's."""
    variables = languages.toolchain(program.language).run_environment
    return tuple((name, value) for name, value in variables if "{home}" not in value)


def _spellings(name: str, problem: Problem) -> tuple[str, ...]:
    """A judge on Windows does not tell upper from lower case."""
    if problem.kind != "stdin" or not name or "/" in name or "\\" in name:
        return ()
    return tuple(dict.fromkeys((name, name.lower(), name.upper())))
