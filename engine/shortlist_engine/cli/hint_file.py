"""What `shortlist hint` does: looks whether the bank has the problem, and asks the model else."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from shortlist_engine.assist.documents import of_hint
from shortlist_engine.assist.hint import Hint, known_hint, model_hint
from shortlist_engine.cli.assisting import Assistance, assist
from shortlist_engine.cli.exit_codes import DONE, Interrupted
from shortlist_engine.cli.json_document import print_document
from shortlist_engine.cli.run_view import console
from shortlist_engine.cli.solving import refuse_practice
from shortlist_engine.cli.user_files import problem_in, read_text
from shortlist_engine.concurrency import in_own_thread, unless
from shortlist_engine.practice.difference import printable
from shortlist_engine.problem import Problem


def give_hint(options: argparse.Namespace) -> int:
    """Gives the hint that the options ask for, and returns the exit code. Raises CommandFailed."""
    text = read_text(options.file)
    refuse_practice(text, options.file)
    problem, _, warnings = problem_in(text, options.file, options.line)
    for warning in warnings:
        print(warning, file=sys.stderr)
    hint = assist(options, partial(_hint, options, problem))
    if hint is None:
        raise Interrupted
    if options.json:
        print_document(of_hint(problem, hint))
    else:
        _show(hint)
    return DONE


async def _hint(options: argparse.Namespace, problem: Problem, work: Assistance) -> Hint | None:
    work.line.show("Looking whether the bank has the problem")
    looking = in_own_thread("shortlist-hint", partial(known_hint, problem, options.grade))
    found = await unless(work.interrupted, looking, let_go=True)
    if found is not None:
        return found
    sampler = await work.sampler()
    work.line.show("Asking for a hint")
    return await model_hint(
        problem,
        options.grade,
        sampler=sampler,
        seed=options.seed,
        temperature=options.temperature,
        cancelled=work.interrupted,
    )


def _show(hint: Hint) -> None:
    out = console(sys.stdout)
    whose = "the problem bank's" if hint.source == "bank" else f"by {hint.source}"
    out.print(f"Hint {hint.grade} of 3, {whose}", style="bold", soft_wrap=True)
    out.print(printable(hint.text), soft_wrap=True)
    for note in hint.left_out:
        out.print(printable(note), style="dim", soft_wrap=True)
