"""What `shortlist attention` does: finds the program, has the model read, and shows it."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

from shortlist_engine.cli.attention_json import print_document
from shortlist_engine.cli.attention_page import MARK, render_page
from shortlist_engine.cli.attention_view import show_all_lines, show_line
from shortlist_engine.cli.exit_codes import (
    DONE,
    FAILED,
    BadInput,
    CommandFailed,
    Interrupted,
)
from shortlist_engine.cli.frame import exit_code_of, resources_for, run_framed
from shortlist_engine.cli.run_view import console
from shortlist_engine.cli.solve_view import TerminalSolveView
from shortlist_engine.cli.solving import refuse_practice, solve_to_end
from shortlist_engine.cli.user_files import (
    code_beside,
    language_of,
    problem_in,
    read_source,
    read_text,
)
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.files import write_whole
from shortlist_engine.host import Host
from shortlist_engine.host.attention import read_attention
from shortlist_engine.problem import Budget, Problem, Program, SolveOptions
from shortlist_engine.protocol import AttentionMap, EngineError


@dataclass(frozen=True)
class Shown:
    """Holds a program with where it comes from, in words, and what the model read for it."""

    problem: Problem
    program: Program
    origin: str
    found: AttentionMap


def show_attention(options: argparse.Namespace) -> int:
    """Shows what the options ask for and returns the exit code. Raises CommandFailed."""
    text = read_text(options.file)
    problem, languages, warnings = problem_in(text, options.file, options.line)
    page = _page_at(options.html)
    named = _named_program(options, text)
    if named is None:
        refuse_practice(text, options.file)
    _check_line(options.of, named)
    for warning in warnings:
        print(warning, file=sys.stderr)
    budget = Budget(options.samples, options.seconds)
    settings = SolveOptions(languages=languages, seed=options.seed)
    resources = resources_for(options)

    async def work(host: Host, interrupted: asyncio.Event) -> Shown:
        try:
            program, origin = named or await _solved(host, interrupted, problem, budget, settings)
            _check_line(options.of, (program, origin))
            reading = read_attention(resources, problem, program)
            return Shown(problem, program, origin, await unless(interrupted, reading, let_go=True))
        except Cancelled:
            raise Interrupted from None

    try:
        shown = run_framed(resources, work)
    except EngineError as error:
        raise CommandFailed(error.message, exit_code_of(error), error.kind) from error
    if page is not None:
        _write_page(page, render_page(problem, shown.program, shown.origin, shown.found))
        print(f"Wrote {page}: open it in a browser.", file=sys.stderr)
    if options.json:
        print_document(problem, shown.program, shown.origin, shown.found)
    elif options.of is not None:
        show_line(console(sys.stdout), shown.program, shown.found, options.of - 1)
    elif page is None:
        show_all_lines(console(sys.stdout), shown.program, shown.origin, shown.found)
    return DONE


def _named_program(options: argparse.Namespace, text: str) -> tuple[Program, str] | None:
    """The program that the options name, or that stands in the file, and where it comes from."""
    if options.program is not None:
        if options.program == "-" == options.file:
            raise BadInput("The problem and the program cannot both be standard input.")
        language = language_of(options.program, None)
        return Program(language, read_source(options.program)), options.program
    found = code_beside(text, options.file, options.line)
    return None if found is None else (found, options.file)


def _check_line(number: int | None, named: tuple[Program, str] | None) -> None:
    if number is None or named is None:
        return
    lines = named[0].source.split("\n")
    if number > len(lines) or not lines[number - 1].strip():
        what = "has no line" if number > len(lines) else "has nothing in line"
        raise BadInput(f"--of: the program ({named[1]}) {what} {number}.")


async def _solved(
    host: Host,
    interrupted: asyncio.Event,
    problem: Problem,
    budget: Budget,
    options: SolveOptions,
) -> tuple[Program, str]:
    """The best program of a quick solve, or what came closest. Raises CommandFailed when there is
    neither."""
    view = TerminalSolveView(problem, budget)
    try:
        done = await solve_to_end(host, interrupted, problem, budget, options, view.event)
    finally:
        view.close()
    if done.reason == "cancelled":
        raise Cancelled
    drawn = f"of {done.progress.sampled} samples"
    if done.solutions:
        best = done.solutions[0]
        return best.program, f"the best {drawn}, passes {best.passed} of {best.total} examples"
    if done.near_misses:
        near = done.near_misses[0]
        return near.program, f"the nearest miss {drawn}, passes {near.passed} of {near.total}"
    raise CommandFailed(
        f"No program was named, and none {drawn} runs: name one with --program.", FAILED
    )


def _page_at(name: str | None) -> Path | None:
    """The path of `--html`. A page of ours is written anew; nothing else is written over."""
    if name is None:
        return None
    path = Path(name)
    try:
        if path.exists() and MARK not in path.read_bytes()[:500].decode("utf-8", "replace"):
            raise BadInput(f"--html: {name} exists already, is no page of ours, and is left alone.")
    except OSError as error:
        raise BadInput(f"--html: {name} cannot be read: {error.strerror}.") from error
    if not path.parent.is_dir():
        raise BadInput(f"--html: there is no folder {path.parent}.")
    return path


def _write_page(path: Path, page: str) -> None:
    try:
        write_whole(path, page.encode())
    except OSError as error:
        raise BadInput(f"--html: {path} cannot be written: {error.strerror or error}.") from error
