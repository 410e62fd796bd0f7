"""Running a checker of the user's own."""

from __future__ import annotations

import asyncio

from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.custom_checker import (
    LIMITS,
    WALL_S,
    CustomChecker,
    comparison,
    failed,
    message_file,
    python_start,
    words_for,
)
from shortlist_engine.execution.compiling.messages import CompileFailed
from shortlist_engine.execution.isolation.jail.limits import ERRORS
from shortlist_engine.execution.plain import tools
from shortlist_engine.execution.plain.building import Builder
from shortlist_engine.execution.plain.environment import environment
from shortlist_engine.execution.plain.process import follow, result_of
from shortlist_engine.execution.plain.warden.order import Order
from shortlist_engine.execution.plain.workplace import Workplace

_ENCODING = ("utf-8", "replace")


async def check(
    workplace: Workplace,
    builder: Builder,
    checker: CustomChecker,
    input: str,
    output: bytes,
    answer: str,
) -> Comparison:
    """Returns what the checker says; SE, with its name, when it is the checker that fails."""
    refusal = await asyncio.to_thread(tools.missing, checker.language)
    if refusal:
        return failed(checker, refusal)
    icpc = checker.convention == "icpc"
    files = {"input": input.encode(*_ENCODING), "answer": answer.encode(*_ENCODING)}
    if not icpc:
        files["output"] = output
    try:
        if checker.is_compiled:
            built = await builder.build(checker.program, checker.headers)
            command = [str(built.path)]
        else:
            files |= python_start(checker)
            command = [tools.python(), "-B", "start.py", "checker.py"]
        with workplace.room(files) as room:
            room.input.write_bytes(output if icpc else b"")
            (room.work / "feedback").mkdir()
            asked = Order(
                [*command, *words_for(checker, "feedback/")],
                str(room.work),
                environment(),
                str(room.input),
                str(room.output),
                str(room.errors),
                LIMITS.time_s,
                WALL_S,
                LIMITS.memory_mib << 20,
                0,
                LIMITS.output_kib << 10,
                ERRORS,
            )
            ended = await follow(asked)
            said = room.work / message_file(checker)
            if icpc and said.is_file():
                said.replace(room.output)
            return comparison(checker, result_of(ended, room, LIMITS.output_kib << 10))
    except CompileFailed as error:
        return failed(checker, f"it does not compile: {error}")
    except OSError as error:
        return failed(checker, f"it could not be run: {error}")
