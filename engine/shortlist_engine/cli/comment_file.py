"""What `shortlist comment` does: has the program commented, and writes or prints it."""

from __future__ import annotations

import argparse
import difflib
import sys
from dataclasses import asdict, dataclass
from functools import partial

from shortlist_engine.assist.comment import Commented
from shortlist_engine.assist.commenting import CommentRequest, comment
from shortlist_engine.cli.assist_file import AssistFile, read_assist, write_over
from shortlist_engine.cli.assisting import Assistance, assist
from shortlist_engine.cli.comment_json import print_document
from shortlist_engine.cli.exit_codes import DONE, BadInput, Interrupted


@dataclass(frozen=True)
class CommentedFile:
    """Holds what became of a file. `written` says whether it was written over."""

    file: AssistFile
    made: Commented
    model: str
    written: bool


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
    done = CommentedFile(file, made, model, options.in_place)
    for note in notes_of(done):
        print(note, file=sys.stderr)
    if options.json:
        print_document(asdict(made), file, model, notes_of(done), written=options.in_place)
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


def notes_of(done: CommentedFile) -> tuple[str, ...]:
    """Returns sentences for the user about what was done and what was left out."""
    made = done.made
    where = f" in {done.file.name}" if done.written else ""
    noun = "comment" if made.count == 1 else "comments"
    notes = [f"{made.count} {noun} put in{where}; the code is the same (proved)."]
    if made.dropped:
        noun = "comment" if made.dropped == 1 else "comments"
        notes.append(f"{made.dropped} {noun} left out, since they would have changed the code.")
    if made.changed:
        notes.append(f"The model changed {made.changed} lines of code; yours were kept.")
    return tuple(notes)


def _difference(file: AssistFile, made: Commented) -> str:
    before, after = (text.splitlines(keepends=True) for text in (file.text, made.text))
    shown = difflib.unified_diff(before, after, file.name, f"{file.name} with comments")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in shown)
