"""`shortlist run --console`: the user talks to the program, for problems that are conversations."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from shortlist_engine.cli.consent import with_consent
from shortlist_engine.cli.exit_codes import DONE, FAILED, INTERRUPTED, UNAVAILABLE, BadInput
from shortlist_engine.cli.frame import exit_code_of, resources_for, run_framed
from shortlist_engine.cli.run_setup import standard_of
from shortlist_engine.cli.user_files import (
    beside,
    language_of,
    problem_in,
    program_in,
    read_source,
)
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.execution import console
from shortlist_engine.execution.compiling.messages import CompileFailed
from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.execution.plain.runner import PlainRunner
from shortlist_engine.host import Host, NeedsConsent
from shortlist_engine.host.consent import read_consent
from shortlist_engine.host.own_tools import own_tools_file, read_own_tools
from shortlist_engine.practice.examples import check_language
from shortlist_engine.problem import Problem, Program
from shortlist_engine.protocol import EngineError

_OTHERS = ("tests", "input", "stress", "problem", "watch", "json")


def run_console(options: argparse.Namespace) -> int:
    """Has the user talk to the program that the options name, and returns the exit code. Raises
    BadInput."""
    for name in _OTHERS:
        if getattr(options, name):
            raise BadInput(f"--console and --{name} cannot be used together: choose one.")
    if options.file == "-":
        raise BadInput("--console needs a file: standard input is for talking to the program.")
    problem, program = _read(options)

    async def work(host: Host, interrupted: asyncio.Event) -> int:
        try:
            check_language(problem, program.language, await host.languages())
            opened = await unless(interrupted, _opened(host, options, problem, program))
            async with opened as conversation:
                return await _talk(conversation, interrupted)
        except Cancelled:
            return INTERRUPTED
        except NeedsConsent:
            raise
        except EngineError as error:
            print(error.message, file=sys.stderr)
            return exit_code_of(error)
        except CompileFailed as error:
            print(f"{options.file} does not compile:\n{error.said or error}", file=sys.stderr)
            return FAILED
        except (SandboxUnavailable, OSError) as error:
            print(f"The program could not be started: {error}.", file=sys.stderr)
            return UNAVAILABLE

    return with_consent(options, lambda: run_framed(resources_for(options), work))


def _read(options: argparse.Namespace) -> tuple[Problem, Program]:
    text = read_source(options.file)
    language = language_of(options.file, options.language)
    source = program_in(text, language, options.line)
    if not source.strip():
        raise BadInput(f"{options.file} is empty: there is no program to run.")
    try:
        found = problem_in(text, options.file, options.line, language).problem
    except BadInput:
        found = Problem(Path(options.file).stem, "")
    if found.kind == "function":
        raise BadInput(f"{options.file} has a function, to which nobody can talk.")
    program = Program(
        language,
        source,
        files=beside(options.file, text, language),
        standard=standard_of(options, language),
    )
    return Problem(found.title, "", limits=found.limits), program


async def _opened(
    host: Host, options: argparse.Namespace, problem: Problem, program: Program
) -> AbstractAsyncContextManager[console.Conversation]:
    """A conversation in the sandbox where that is possible, else as in a terminal, for which the
    user has to agree."""
    own = (await asyncio.to_thread(read_own_tools)).get(program.language)
    program = own.applied(program) if own is not None else program
    runner = await host.usual_runner(unisolated=options.unisolated)
    if isinstance(runner, PlainRunner) or options.unisolated:
        return console.plain(problem, program)
    from shortlist_engine.execution.pool import ExecutionPool  # which only Linux can import

    if isinstance(runner, ExecutionPool) and runner.has_namespaces and not program.tool:
        return console.isolated(runner, program)
    allowed = await asyncio.to_thread(read_consent)
    if allowed:
        return console.plain(problem, program)
    why = "Talking to a program in the sandbox needs bubblewrap."
    if program.tool:
        why = f"{own_tools_file()} names a tool that the sandbox does not know."
    raise NeedsConsent(why, denied=allowed is False, chosen=bool(program.tool))


async def _talk(conversation: console.Conversation, interrupted: asyncio.Event) -> int:
    print("You are talking to your program; Ctrl-C ends it.", file=sys.stderr, flush=True)
    began = time.monotonic()
    try:
        status = await unless(interrupted, conversation.hold())
    except Cancelled:
        print("\nEnded by Ctrl-C.", file=sys.stderr)
        return INTERRUPTED
    how = f"exit status {status}" if status >= 0 else f"signal {-status}"
    took = time.monotonic() - began
    print(f"The program ended with {how} after {took:.1f} s.", file=sys.stderr)
    return DONE if status == 0 else FAILED
