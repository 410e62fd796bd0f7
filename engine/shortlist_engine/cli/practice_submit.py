"""`shortlist practice submit`: a program against the hidden tests, in the sandbox."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys

from shortlist_engine.cli import practice_view as view
from shortlist_engine.cli.consent import with_consent
from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    FAILED,
    INTERRUPTED,
    UNAVAILABLE,
    BadInput,
    CommandFailed,
    Interrupted,
)
from shortlist_engine.cli.frame import (
    LEAVE_WITHIN_S,
    exit_code_of,
    resources_for,
    run_framed,
)
from shortlist_engine.cli.practice_json import print_document, print_event
from shortlist_engine.cli.run_setup import standard_of
from shortlist_engine.cli.user_files import beside, language_of, read_source
from shortlist_engine.concurrency import Cancelled, end_process_within, unless
from shortlist_engine.host import Host
from shortlist_engine.practice.examples import check_language
from shortlist_engine.practice.session import documents
from shortlist_engine.practice.session.contest_guard import refuse_in_contest
from shortlist_engine.practice.session.contests import settle
from shortlist_engine.practice.session.desk import Desk, Named, named_in
from shortlist_engine.practice.session.judging import GroupResult
from shortlist_engine.practice.session.submitting import Submission, reveal, submit
from shortlist_engine.problem import Program, Verdict
from shortlist_engine.protocol import EngineError


def run_submit(desk: Desk, options: argparse.Namespace) -> int:
    """Judges the program and returns the exit code. Raises CommandFailed, PracticeError,
    UnknownProblem and ProgressUnusable."""
    text = read_source(options.file)
    language = language_of(options.file, options.language)
    named = _named(desk, options, text, language)
    program = Program(
        language,
        text,
        files=beside(options.file, text, language),
        standard=standard_of(options, language),
    )
    if not text.strip():
        raise BadInput(f"{options.file} is empty: there is no program to judge.")
    settle(desk)
    if options.show_failure:
        with desk.journal.reading() as reader:
            refuse_in_contest(desk, reader.open_contest(), named.problem, "A failing test")
    done = _judged(desk, options, named, program)
    if done.verdict is Verdict.SE:
        code = BAD_INPUT if done.message.startswith("the checker ") else UNAVAILABLE
        raise CommandFailed(f"The program was not judged: {done.message}.", code, "internal")
    failure = reveal(desk, done) if options.show_failure and done.recorded else None
    if options.json or options.json_stream:
        print_document(desk, documents.of_submission(done), stream=options.json_stream)
    else:
        view.show_submission(done, options.file, failure, text)
    if not done.recorded:
        return UNAVAILABLE
    return DONE if done.accepted else FAILED


def _named(desk: Desk, options: argparse.Namespace, text: str, language: str) -> Named:
    if options.problem is None:
        return named_in(text, options.file)
    return Named(desk.catalogue.problem(options.problem, language).id)


def _judged(desk: Desk, options: argparse.Namespace, named: Named, program: Program) -> Submission:
    progress = view.SubmitProgress(quiet=options.json or options.json_stream)

    def on_group(group: GroupResult) -> None:
        if options.json_stream:
            print_event("group", documents.of_group(group))
        progress.group(group)

    async def work(host: Host, interrupted: asyncio.Event) -> Submission:
        problem = desk.problem(named, program.language)
        check_language(problem.problem, program.language, await host.languages())
        if problem.brings_programs:
            opening = host.pool()
        else:
            opening = host.own_runner(unisolated=options.unisolated)
        pool = await unless(interrupted, opening)
        return await submit(
            desk,
            pool,
            named,
            program,
            file="" if options.file == "-" else os.path.abspath(options.file),
            on_group=on_group,
            cancelled=interrupted,
        )

    try:
        return with_consent(options, lambda: run_framed(resources_for(options), work))
    except Cancelled:
        # Large tests may still be in the making.
        end_process_within(LEAVE_WITHIN_S, INTERRUPTED, when_done=True)
        raise Interrupted from None
    except EngineError as error:
        raise CommandFailed(error.message, exit_code_of(error), error.kind) from error
    finally:
        progress.close()
        sys.stderr.flush()
