"""What `shortlist translate` does: reads the program, has it translated and compared, and writes
the best one where it was asked to."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from shortlist_engine.assist.documents import of_translations
from shortlist_engine.assist.placing import as_comment, below, path_beside
from shortlist_engine.assist.translate import (
    TranslateDone,
    TranslateProgress,
    TranslateRequest,
    Translations,
    translate,
)
from shortlist_engine.cli.assist_file import AssistFile, read_assist, write_over
from shortlist_engine.cli.assisting import Assistance, assist
from shortlist_engine.cli.exit_codes import DONE, FAILED, INTERRUPTED, BadInput, CommandFailed
from shortlist_engine.cli.frame import exit_code_of
from shortlist_engine.cli.json_document import print_document
from shortlist_engine.cli.translate_view import show
from shortlist_engine.files import write_whole
from shortlist_engine.practice.smaller import smaller_difference
from shortlist_engine.protocol import EngineError
from shortlist_engine.statement.carrying import with_statement
from shortlist_engine.testfiles.own_tests import UnusableOwnTests, place_of, read_own_tests
from shortlist_engine.testfiles.reading import UnusableTests, read_tests


def translate_file(options: argparse.Namespace) -> int:
    """Translates what the options name, and returns the exit code. Raises CommandFailed."""
    file = read_assist(options)
    target = _target(options, file)
    request = TranslateRequest(
        file.program,
        options.to,
        file.problem,
        given=_given(options),
        inputs=options.inputs,
        samples=options.samples,
        temperature=options.temperature,
        seed=options.seed,
    )
    done = assist(options, partial(_translate, request))
    done = replace(done, notes=(*file.notes, *done.notes))
    failure: CommandFailed | None = None
    written = None
    try:
        written = _write(options, file, done, target)
    except CommandFailed as error:
        failure = error
    if options.json:
        said = None if failure is None else {"kind": failure.kind, "message": str(failure)}
        print_document(
            of_translations(
                file.name,
                file.language,
                options.to,
                file.problem,
                done,
                written=None if written is None else str(written),
                error=said,
            )
        )
    else:
        show(file, done, options.to)
    if failure is not None:
        print(failure, file=sys.stderr)
        return failure.code
    if written is not None:
        print(f"Wrote {written}.", file=sys.stderr)
    if done.reason == "cancelled":
        return INTERRUPTED
    return DONE if done.translations and done.translations[0].proved else FAILED


async def _translate(request: TranslateRequest, work: Assistance) -> TranslateDone:
    pool, sampler = await work.pool(), await work.sampler()
    done: TranslateDone | None = None
    best = ""
    async for event in translate(
        request,
        sampler=sampler,
        pool=pool,
        cancelled=work.interrupted,
        smaller=partial(smaller_difference, pool),
    ):
        if isinstance(event, TranslateDone):
            done = event
        elif isinstance(event, Translations):
            best = f", the best {event.translations[0].headline}"
        else:
            work.line.show(_progress(event) + best)
    assert done is not None  # its last event
    return done


def _progress(event: TranslateProgress) -> str:
    if event.stage == "running":
        return "Running your program on inputs"
    return f"{event.answered} of {event.samples} answers, {event.compared} compared"


def _given(options: argparse.Namespace) -> tuple[str, ...]:
    """The inputs of the user's own tests, and of `--tests`."""
    given: list[str] = []
    if options.file != "-":
        try:
            own = read_own_tests(place_of(Path(options.file)))
        except UnusableOwnTests as error:
            raise BadInput(str(error)) from error
        given += [test.input for test in own.tests]
    if options.tests is not None:
        try:
            found = read_tests(Path(options.tests), Path(options.file).name)
        except UnusableTests as error:
            raise BadInput(f"--tests: {error}") from error
        given += [test.input for test in found.tests]
    return tuple(given)


def _target(options: argparse.Namespace, file: AssistFile) -> Path | None:
    """Where a file of its own is to be written, looked at before any work is done."""
    if not (options.beside or options.below or options.in_place):
        return None
    if file.name == "-":
        raise BadInput("Standard input has no place to write to: name a file.")
    path = Path(file.name)
    if options.below:
        return None
    if options.in_place and file.lines is not None:
        raise BadInput("--in-place is for whole files; use --below or --beside with --lines.")
    target = path_beside(path, options.to) if options.beside else Path(f"{file.name}.orig")
    if target.exists():
        raise BadInput(f"{target} exists already and is not overwritten.")
    if not os.access(path.parent, os.W_OK):
        raise BadInput(f"Files cannot be made in {path.parent}.")
    return target


def _write(
    options: argparse.Namespace, file: AssistFile, done: TranslateDone, target: Path | None
) -> Path | None:
    """Writes the first translation where the options say, and returns the file. Raises
    CommandFailed."""
    if not (options.beside or options.below or options.in_place) or not done.translations:
        return None
    best = done.translations[0]
    if not (best.proved or options.unproved):
        raise CommandFailed(
            f"Nothing was written: the first translation is {best.headline}. --unproved writes it "
            "all the same.",
            FAILED,
            "noResult",
        )
    if options.below:
        end = file.lines[1] if file.lines is not None else file.text.count("\n") + 1
        comment = as_comment(best.program.source, options.to, best.headline, file.language)
        try:
            text = below(file.text, end, comment, file.language).text
        except EngineError as error:
            raise CommandFailed(error.message, exit_code_of(error), error.kind) from error
        write_over(file.name, file.text, text)
        return Path(file.name)
    assert target is not None
    source = best.program.source.rstrip("\n") + "\n"
    if file.lines is None:  # the whole file, which may state the problem
        source = with_statement(source, options.to, file.text, file.language)
    try:
        if options.in_place:
            write_whole(target, Path(file.name).read_bytes(), replace=False)
        else:
            write_whole(target, source.encode(), replace=False)
    except OSError as error:
        why = "exists already" if os.path.lexists(target) else error.strerror or error
        raise BadInput(f"{target} cannot be written: {why}.") from error
    if options.in_place:
        write_over(file.name, file.text, source)
        return Path(file.name)
    return target
