"""What `shortlist comment` does: has the program commented, and writes or prints it."""

from __future__ import annotations

import argparse
import difflib
import sys
from functools import partial

from shortlist_engine.assist.comment import Commented
from shortlist_engine.assist.commenting import CommentRequest, comment
from shortlist_engine.assist.documents import notes_of, of_comments
from shortlist_engine.cli.assist_file import AssistFile, read_assist, write_over
from shortlist_engine.cli.assisting import Assistance, assist
from shortlist_engine.cli.exit_codes import DONE, BadInput, Interrupted
from shortlist_engine.cli.json_document import print_document


def comment_file(options: argparse.Namespace) -> int:
    """Comments what the options name, and returns the exit code. Raises CommandFailed."""
    file = read_assist(options)
    if options.in_place and file.name == "-":
        raise BadInput("--in-place needs a file, not standard input.")
    request = CommentRequest(
        file.whole,
        file.problem,
        docstrings=options.docstring,
        lines=file.lines,
        temperature=options.temperature,
        seed=options.seed,
    )
    made, model = assist(options, partial(_comment, request))
    if made is None:
        raise Interrupted
    if options.in_place:
        write_over(file.name, file.text, made.text)
    for note in notes_of(made, f" in {file.name}" if options.in_place else ""):
        print(note, file=sys.stderr)
    if options.json:
        print_document(of_comments(file.name, file.language, model, made, written=options.in_place))
    elif options.diff:
        sys.stdout.write(_difference(file, made))
    elif not options.in_place:
        sys.stdout.write(made.text)
    sys.stdout.flush()
    return DONE


async def _comment(request: CommentRequest, work: Assistance) -> tuple[Commented | None, str]:
    sampler = await work.sampler()
    work.line.show("Commenting")
    return await comment(request, sampler=sampler, cancelled=work.interrupted), sampler.name


def _difference(file: AssistFile, made: Commented) -> str:
    before, after = (text.splitlines(keepends=True) for text in (file.text, made.text))
    shown = difflib.unified_diff(before, after, file.name, f"{file.name} with comments")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in shown)
