"""What `shortlist prompt` does: fills a prompt of the user's with what is in a file, and asks."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from shortlist_engine.assist import templates
from shortlist_engine.assist.documents import of_answers, of_prompts
from shortlist_engine.assist.prompting import PromptAnswer, prompt
from shortlist_engine.cli.assist_file import AssistFile, read_assist
from shortlist_engine.cli.assisting import Assistance, assist
from shortlist_engine.cli.exit_codes import DONE, INTERRUPTED, BadInput, CommandFailed
from shortlist_engine.cli.frame import exit_code_of
from shortlist_engine.cli.json_document import print_document
from shortlist_engine.languages import display_name
from shortlist_engine.practice.difference import printable
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.text.prompts import problem_text


def ask_prompt(options: argparse.Namespace) -> int:
    """Asks what the options say, and returns the exit code. Raises CommandFailed."""
    if options.list:
        return _list(options)
    if options.name is None or options.file is None:
        raise BadInput("Name a prompt and a file: shortlist prompt NAME FILE. --list shows yours.")
    file = read_assist(options, any_language=True)
    try:
        filled = templates.read(options.name).filled(_values(file))
    except EngineError as error:
        raise CommandFailed(error.message, exit_code_of(error), error.kind) from error
    found, model, cancelled = assist(options, partial(_ask, options, filled))
    found.sort(key=lambda answer: answer.index)
    if options.json:
        folder = str(templates.folder())
        print_document(
            of_answers(options.name, file.name, folder, model, found, cancelled=cancelled)
        )
    else:
        _show(found)
    return INTERRUPTED if cancelled else DONE


async def _ask(
    options: argparse.Namespace, filled: str, work: Assistance
) -> tuple[list[PromptAnswer], str, bool]:
    sampler = await work.sampler()
    work.line.show(f"Asking {sampler.name}")
    found = []
    async for answer in prompt(
        filled,
        sampler=sampler,
        samples=options.samples,
        temperature=options.temperature,
        seed=options.seed,
        cancelled=work.interrupted,
    ):
        found.append(answer)
        work.line.show(f"{len(found)} of {options.samples} answers")
    return found, sampler.name, work.interrupted.is_set()


def _values(file: AssistFile) -> dict[str, str]:
    return {
        "selection": file.program.source.rstrip("\n"),
        "language": display_name(file.language),
        "statement": "" if file.problem is None else problem_text(file.problem),
    }


def _list(options: argparse.Namespace) -> int:
    names = templates.names()
    if options.json:
        print_document(of_prompts(str(templates.folder()), names))
        return DONE
    if names:
        print(f"Your prompts, in {templates.folder()}:")
        print("\n".join(f"  {printable(name)}" for name in names))
    else:
        print(
            f"You have no prompts yet. Write one into {templates.folder()}/NAME.md, with "
            "{{selection}} where the code is to stand."
        )
    return DONE


def _show(found: list[PromptAnswer]) -> None:
    for number, answer in enumerate(found, 1):
        if len(found) > 1:
            print(f"Answer {number}:")
        print(printable(answer.text) or "(an empty answer)")
        if answer.cut:
            print("The answer was cut by the limit of tokens.", file=sys.stderr)
        if number < len(found):
            print()
    sys.stdout.flush()
