"""One program from its start to its end, followed by a warden."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from pathlib import Path

from shortlist_engine.concurrency import within
from shortlist_engine.execution.isolation.interpreter import own_interpreter
from shortlist_engine.execution.isolation.jail import wire
from shortlist_engine.execution.isolation.process_result import ProcessResult
from shortlist_engine.execution.plain.tools import NO_WINDOW
from shortlist_engine.execution.plain.warden import order
from shortlist_engine.execution.plain.warden.order import Answer, Order
from shortlist_engine.execution.plain.workplace import Room

_PACKAGE = str(Path(__file__).resolve().parent)
_CODE = f"import sys; sys.path.insert(0, {_PACKAGE!r}); from warden.main import main; main()"
_ERROR_BYTES = 4096
_LEAVES_WITHIN_S = 5.0
_STATES = {
    order.EXITED: wire.EXITED,
    order.SIGNALLED: wire.SIGNALLED,
    order.CPU: wire.CPU_LIMIT,
    order.WALL: wire.WALL_LIMIT,
    order.MEMORY: wire.MEMORY_ERROR,
    order.OUTPUT: wire.EXITED,  # the size of what it wrote says the rest
    order.ERRORS: wire.ERROR_LIMIT,
}


class CannotRun(OSError):
    """Says that a program could not be started, or followed; the message says why."""


async def follow(asked: Order) -> Answer:
    """Returns how a program ended. Raises CannotRun. Cancelling the caller ends the program and all
    that it started."""
    try:
        warden = await asyncio.create_subprocess_exec(
            own_interpreter(),
            *("-I", "-S", "-B", "-c", _CODE),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Ctrl-C in a terminal is for the engine to answer.
            start_new_session=True,
            creationflags=NO_WINDOW,
        )
    except OSError as error:
        raise CannotRun(f"our own Python cannot be started: {error.strerror}") from error
    assert warden.stdin is not None and warden.stdout is not None and warden.stderr is not None
    try:
        with contextlib.suppress(ConnectionError):  # it says why it has ended
            warden.stdin.write(asked.pack())
            await warden.stdin.drain()
        answered = await warden.stdout.readline()
        if answered:
            answer = order.unpack_answer(answered)
        else:
            said = (await warden.stderr.read()).decode("utf-8", "replace").strip()
            last = said.splitlines()[-1] if said else "nothing was said"
            raise CannotRun(f"what follows the program has ended: {last}")
    except (ValueError, TypeError) as error:
        raise CannotRun(f"what follows the program said nonsense: {error}") from error
    finally:
        await _leave(warden)
    if answer.state == order.NOT_STARTED:
        raise CannotRun(f"it could not be started: {answer.said}")
    return answer


async def _leave(warden: asyncio.subprocess.Process) -> None:
    """Has the warden end what it follows; a cancelled caller waits for that, too."""
    assert warden.stdin is not None
    warden.stdin.close()
    leaving = asyncio.ensure_future(warden.wait())
    try:
        await within(_LEAVES_WITHIN_S, asyncio.shield(leaving))
    except asyncio.TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            warden.kill()
        await leaving


def result_of(answer: Answer, room: Room, output_limit: int) -> ProcessResult:
    """Reads what a run left in its room; `output_limit` is in bytes."""
    output, size = _beginning(room.output, output_limit)
    state = _STATES[answer.state]
    letter = room.said.read_text("ascii") if room.said.exists() else ""
    if state == wire.EXITED and letter:
        by_letter = {"C": wire.COMPILE_ERROR, "M": wire.MEMORY_ERROR, "X": wire.EXCEPTION}
        state = by_letter.get(letter, state)
    exit = wire.Exit(state, answer.code, answer.cpu_us, answer.wall_us, answer.rss_kib)
    said = room.without_place(_end(room.errors)).strip("\0 \r\n")
    return ProcessResult(exit, _plain_lines(output), size, _plain_lines(said.encode()).decode())


def _beginning(path: Path, limit: int) -> tuple[bytes, int]:
    try:
        with path.open("rb") as file:
            data = file.read(limit)
            return data, os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        return b"", 0


def _end(path: Path) -> str:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            file.seek(max(0, size - _ERROR_BYTES))
            return file.read().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""


def _plain_lines(data: bytes) -> bytes:
    """What a program meant to write: on Windows each line feed becomes two characters on the way
    out."""
    return data.replace(b"\r\n", b"\n") if sys.platform == "win32" else data
