"""What `shortlist explain` does: runs the program, and has it explained."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial

from shortlist_engine.assist.documents import of_explanation
from shortlist_engine.assist.explain import ExplainRequest, Explanation, explain
from shortlist_engine.assist.tracing.trace import RunFacts
from shortlist_engine.cli.assist_file import AssistFile, read_assist
from shortlist_engine.cli.assisting import Assistance, assist
from shortlist_engine.cli.consent import with_consent
from shortlist_engine.cli.exit_codes import DONE, FAILED, INTERRUPTED, BadInput
from shortlist_engine.cli.explain_view import show
from shortlist_engine.cli.json_document import print_document
from shortlist_engine.cli.user_files import read_text


def explain_file(options: argparse.Namespace) -> int:
    """Explains what the options name, and returns the exit code. Raises CommandFailed."""
    file = read_assist(options, any_language=True, asks_model=not options.facts_only)
    text = _input(options, file)
    program = file.program if file.lines is not None else file.whole
    request = ExplainRequest(
        program, file.problem, text, temperature=options.temperature, seed=options.seed
    )
    work = partial(_explain, request, options)
    facts, told = with_consent(options, lambda: assist(options, work))
    told = replace(told, notes=(*file.notes, *told.notes))
    if options.json:
        print_document(of_explanation(file.name, file.language, file.problem, facts, told))
    else:
        show(file, facts, told)
    if told.cancelled:
        return INTERRUPTED
    return FAILED if told.contradictions else DONE


async def _explain(
    request: ExplainRequest, options: argparse.Namespace, work: Assistance
) -> tuple[RunFacts | None, Explanation]:
    pool = await work.own_runner(unisolated=options.unisolated)
    sampler = None if options.facts_only else await work.sampler()
    facts: RunFacts | None = None
    told = Explanation("")
    work.line.show("Running the program")
    async for event in explain(request, sampler=sampler, pool=pool, cancelled=work.interrupted):
        if isinstance(event, RunFacts):
            facts = event
            work.line.show("Explaining")
        else:
            told = event
    return facts, told


def _input(options: argparse.Namespace, file: AssistFile) -> str | None:
    """What the program runs on, None where it does not run."""
    if options.input is not None:
        if options.input == "-" == options.file:
            raise BadInput("The program and its input cannot both be standard input.")
        return read_text(options.input)
    examples = file.problem.examples if file.problem is not None else ()
    if options.example is not None and options.example > len(examples):
        there = f"there are {len(examples)}" if examples else "there is none"
        raise BadInput(f"--example: there is no example {options.example}; {there}.")
    if file.lines is not None or not examples:
        return None
    return examples[(options.example or 1) - 1].input
