"""What `shortlist step` does: from a file with steps to continuations that were run."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from shortlist_engine.assist.steps.document import Step, StepDocument, read_steps
from shortlist_engine.assist.steps.search import AllDone, AllProgress, write_all
from shortlist_engine.assist.steps.trial import Trials
from shortlist_engine.assist.steps.writing import (
    StepDone,
    StepOptions,
    StepProgress,
    write_step,
)
from shortlist_engine.cli.exit_codes import (
    DONE,
    FAILED,
    INTERRUPTED,
    BadInput,
    CommandFailed,
    Interrupted,
)
from shortlist_engine.cli.frame import exit_code_of, resources_for, run_framed
from shortlist_engine.cli.solving import refuse_practice
from shortlist_engine.cli.step_json import JsonStepView
from shortlist_engine.cli.step_view import StepView, TerminalStepView
from shortlist_engine.cli.user_files import beside, language_of, read_text
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.files import write_whole
from shortlist_engine.host import Host
from shortlist_engine.languages import PYTHON
from shortlist_engine.problem import SourceFile
from shortlist_engine.protocol import EngineError


def write_steps(options: argparse.Namespace) -> int:
    """Writes what the options ask for and returns the exit code. Raises CommandFailed."""
    if options.write is not None and options.file == "-":
        raise BadInput("--write: standard input cannot be written to; name a file.")
    if options.file == options.input == "-":
        raise BadInput("The program and its input cannot both be standard input.")
    if options.all and (options.line is not None or (options.write or 1) > 1):
        raise BadInput("--all writes every step: leave --line out, and give --write no number.")
    text = read_text(options.file)
    refuse_practice(text, options.file)
    language = PYTHON.name if options.file == "-" else language_of(options.file, None)
    given = read_text(options.input) if options.input is not None else None
    view: StepView = JsonStepView(options.file) if options.json else TerminalStepView()
    try:
        document = read_steps(text, language)
        step = None if options.all else document.step_at(options.line)
        files = beside(options.file, text, language)
        done = run_framed(
            resources_for(options),
            lambda host, interrupted: _work(
                host, interrupted, document, step, _options(options), given, files, view
            ),
        )
    except EngineError as error:
        view.close()
        message = f"{options.file}: {error.message.rstrip('.')}."
        raise CommandFailed(message, exit_code_of(error), error.kind) from error
    finally:
        view.close()
    written = ""
    if options.write is not None:
        written = _write(options, text, document, done)
    view.finish(document, done, written)
    if _cancelled(done):
        return INTERRUPTED
    return DONE if _useful(done) else FAILED


def _options(options: argparse.Namespace) -> StepOptions:
    return StepOptions(options.samples, options.temperature, seed=options.seed)


async def _work(
    host: Host,
    interrupted: asyncio.Event,
    document: StepDocument,
    step: Step | None,
    options: StepOptions,
    given: str | None,
    files: tuple[SourceFile, ...],
    view: StepView,
) -> StepDone | AllDone:
    with host.telling(view.status):
        try:
            sampler, pool = await unless(interrupted, asyncio.gather(host.sampler(), host.pool()))
        except Cancelled:
            raise Interrupted from None
        trials = Trials(document, pool, given=given, files=files)
        done: StepDone | AllDone | None = None
        if step is None:
            async for each in write_all(
                document, sampler=sampler, trials=trials, options=options, cancelled=interrupted
            ):
                if isinstance(each, AllProgress):
                    view.progress(each)
                else:
                    done = each
        else:
            async for event in write_step(
                document, step, sampler=sampler, trials=trials, options=options,
                cancelled=interrupted,
            ):  # fmt: skip
                if isinstance(event, StepProgress):
                    view.progress(event)
                else:
                    done = event
    assert done is not None  # the last event of both
    return done


def _useful(done: StepDone | AllDone) -> bool:
    if isinstance(done, AllDone):
        return done.reason == "written"
    return any(each.trial.usable for each in done.continuations)


def _cancelled(done: StepDone | AllDone) -> bool:
    return done.reason == "cancelled"


def _write(
    options: argparse.Namespace, text: str, document: StepDocument, done: StepDone | AllDone
) -> str:
    """Puts what was found into the file, and returns what was done, in a sentence. Raises BadInput
    when the file is another one by now, or there is no such continuation."""
    if isinstance(done, AllDone):
        codes = list(done.codes)
        count = sum(each.chosen is not None for each in done.steps)
        if not count:
            return ""
        what = f"{count} step{'s' if count > 1 else ''}"
    else:
        if not done.continuations:
            return ""
        if options.write > len(done.continuations):
            raise BadInput(
                f"--write: there is no continuation {options.write}, only "
                f"{len(done.continuations)}; {options.file} was left as it is."
            )
        chosen = done.continuations[options.write - 1]
        if options.write == 1 and not chosen.trial.usable:
            return ""  # a number says that it is wanted all the same
        codes = [step.code for step in document.steps[: done.step.number - 1]]
        codes.append(chosen.code)
        what = f"continuation {options.write} of step {done.step.number}"
    path = Path(options.file)
    try:
        if read_text(options.file) != text:
            raise BadInput(
                f"{options.file} was changed meanwhile and was left as it is: run the command "
                "again."
            )
        data = document.with_codes(codes).text.encode("utf-8")
        write_whole(path.resolve(), data, mode=path.stat().st_mode & 0o777)
    except OSError as error:
        raise BadInput(f"{options.file} cannot be written: {error.strerror or error}.") from error
    return f"Wrote {what} to {options.file}."
