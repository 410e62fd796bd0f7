"""`shortlist solve`: from a file to a table of solutions."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from shortlist_engine.cli import BAD_INPUT, INTERRUPTED, NOTHING_PASSED, SOLVED, UNAVAILABLE
from shortlist_engine.problem import Budget, Done, Problem, Progress
from shortlist_engine.protocol import EngineError
from shortlist_engine.rpc.backend import Backend, local_backend
from shortlist_engine.rpc.holder import Holder
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.solve import Pool, SolveOptions, solve
from shortlist_engine.statement import find_problems, parse_statement
from shortlist_engine.statement.types import ProblemBlock, StatementError
from shortlist_engine.terminal import JsonView, TerminalView, View

MAX_FILE_BYTES = 16 * 1024 * 1024
STOP_MODEL_WITHIN_S = 2.0
PROGRAM_LANGUAGES = ("python", "cpp")

# Language server identifiers, as `find_problems` takes them, by file name suffix.
LANGUAGE_IDS = {
    ".py": "python", ".pyw": "python", ".cpp": "cpp", ".cc": "cpp", ".cxx": "cpp", ".c++": "cpp",
    ".hpp": "cpp", ".hh": "cpp", ".h": "cpp", ".c": "c", ".cu": "cuda-cpp", ".java": "java",
    ".kt": "kotlin", ".kts": "kotlin", ".scala": "scala", ".swift": "swift", ".rs": "rust",
    ".go": "go", ".js": "javascript", ".mjs": "javascript", ".jsx": "javascriptreact",
    ".ts": "typescript", ".tsx": "typescriptreact", ".cs": "csharp", ".d": "d", ".dart": "dart",
    ".zig": "zig", ".php": "php", ".rb": "ruby", ".pl": "perl", ".r": "r", ".jl": "julia",
    ".ex": "elixir", ".exs": "elixir", ".cr": "crystal", ".nim": "nim", ".lua": "lua",
    ".sh": "shellscript", ".hs": "haskell", ".ml": "ocaml", ".fs": "fsharp", ".pas": "pascal",
    ".lisp": "lisp", ".scm": "scheme", ".rkt": "racket", ".clj": "clojure", ".erl": "erlang",
    ".f90": "fortran", ".sql": "sql", ".adb": "ada", ".m": "matlab", ".vb": "vb",
    ".html": "html", ".tex": "latex",
}  # fmt: skip
TEXT_SUFFIXES = ("", ".md", ".markdown", ".txt", ".text", ".rst")


class BadInput(Exception):
    """The file or the options cannot be used; the message says what to change."""


def run(options: argparse.Namespace, backend: Backend | None = None) -> int:
    """Runs the command and returns its exit code. `backend` replaces the model and the sandbox."""
    try:
        problem, languages, warnings = read_problem(options.file, options.line)
        if options.count > 100:
            raise BadInput("--count must be at most 100.")
        output = check_output(options.output, options.file)
    except BadInput as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    for warning in warnings:
        print(warning, file=sys.stderr)
    view: View
    if options.json or options.json_stream:
        view = JsonView(problem, stream=options.json_stream)
    else:
        view = TerminalView(problem, options.samples, options.count)
    settings = SolveOptions(
        count=options.count,
        languages=tuple(options.language) if options.language else languages,
        temperature=options.temperature,
        seed=options.seed,
    )
    budget = Budget(options.samples, options.seconds)
    backend = backend or local_backend(options.model, options.workers)
    try:
        done = asyncio.run(_solve(backend, problem, budget, settings, view))
    except EngineError as error:
        view.fail(error)
        return BAD_INPUT if error.kind in ("invalidRequest", "unsupported") else UNAVAILABLE
    finally:
        view.close()
    if done.solutions and output is not None:
        write_program(output, done.solutions[0].program.source)
        print(f"Wrote the best program to {output}.", file=sys.stderr)
    if done.reason == "cancelled":
        return INTERRUPTED
    return SOLVED if done.solutions else NOTHING_PASSED


async def _solve(
    backend: Backend, problem: Problem, budget: Budget, options: SolveOptions, view: View
) -> Done:
    """Ctrl-C ends the solve and keeps what was found; a second one ends the process at once."""
    loop = asyncio.get_running_loop()

    def interrupt() -> None:
        options.cancelled.set()
        loop.remove_signal_handler(signal.SIGINT)

    loop.add_signal_handler(signal.SIGINT, interrupt)
    loop.add_signal_handler(signal.SIGTERM, interrupt)
    holder = Holder(backend)
    try:
        view.event(Progress("loading"))
        opened = await _unless_cancelled(options.cancelled, holder)
        done = Done("cancelled", Progress("loading"), ())
        if opened is not None:
            sampler, pool = opened
            async for event in solve(
                problem, sampler=sampler, pool=pool, budget=budget, options=options
            ):
                view.event(event)
                if isinstance(event, Done):
                    done = event
        view.finish(done)
        return done
    finally:
        await holder.close_pool()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(holder.unload(), STOP_MODEL_WITHIN_S)
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


async def _unless_cancelled(
    cancelled: asyncio.Event, holder: Holder
) -> tuple[Sampler, Pool] | None:
    """Model and sandbox, or None when Ctrl-C comes first."""
    opening = asyncio.gather(holder.sampler(), holder.pool())
    stop = asyncio.create_task(cancelled.wait())
    both: list[asyncio.Future[Any]] = [opening, stop]
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if opening.done():
        return opening.result()
    opening.cancel()
    with contextlib.suppress(asyncio.CancelledError, EngineError):
        await opening
    return None


class Found(NamedTuple):
    """A problem, the languages to write it in (None: all), and what is odd about its statement."""

    problem: Problem
    languages: tuple[str, ...] | None
    warnings: tuple[str, ...]


def read_problem(name: str, line: int | None) -> Found:
    """The problem in the file `name` (`-`: standard input), at `line` (from 1) when given.

    Raises BadInput naming the file, the line and what is missing.
    """
    text = _read(name)
    suffix = Path(name).suffix.lower() if name != "-" else ""
    shown = "standard input" if name == "-" else name
    if suffix in TEXT_SUFFIXES:
        language_id = "markdown"
    elif suffix in LANGUAGE_IDS:
        language_id = LANGUAGE_IDS[suffix]
    else:
        raise BadInput(
            f"{shown}: files ending in {suffix} are not known. Pass the statement as a .md or .txt "
            "file, or on standard input with -."
        )
    block = _choose(find_problems(text, language_id), line, shown)
    if block is None and language_id == "markdown":
        try:
            return Found(parse_statement(text), None, ())
        except StatementError as error:
            raise BadInput(f"{shown}:{error.line + 1}: {error.message}.") from error
    if block is None:
        raise BadInput(
            f"{shown}: no problem found. It has to stand as a comment with at least one example, "
            "such as lines 'Input' and 'Output' with their text below."
        )
    issues = tuple(f"{shown}:{issue.line + 1}: {issue.message}" for issue in block.issues)
    if block.problem is None:
        raise BadInput("\n".join(issues))
    languages = (language_id,) if language_id in PROGRAM_LANGUAGES else None
    return Found(block.problem, languages, issues)


def _choose(blocks: list[ProblemBlock], line: int | None, shown: str) -> ProblemBlock | None:
    where = ", ".join(str(block.start_line + 1) for block in blocks)
    if line is not None:
        for block in blocks:
            if block.start_line <= line - 1 <= block.end_line:
                return block
        found = f"Problems begin at line {where}." if blocks else "It has none."
        raise BadInput(f"{shown}:{line}: no problem at this line. {found}")
    if len(blocks) > 1:
        raise BadInput(
            f"{shown} holds {len(blocks)} problems, beginning at lines {where}. "
            "Choose one with --line."
        )
    return blocks[0] if blocks else None


def _read(name: str) -> str:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
        else:
            with open(name, "rb") as file:
                data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}.") from error
    if len(data) > MAX_FILE_BYTES:
        raise BadInput(f"{name} is larger than 16 MiB; that is not a statement.")
    return data.decode("utf-8-sig", "replace")


def check_output(output: str | None, source: str) -> Path | None:
    """Raises BadInput when the best program could not be written, before any work is done."""
    if output is None:
        return None
    path = Path(output)
    if path.exists():
        raise BadInput(f"--output: {output} exists already and is not overwritten.")
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise BadInput(f"--output: files cannot be made in {path.parent}.")
    return path


def write_program(path: Path, source: str) -> None:
    """Writes the file whole or not at all."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(source.rstrip("\n") + "\n")
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
