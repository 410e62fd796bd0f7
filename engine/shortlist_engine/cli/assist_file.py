"""The file that a command about a program works on: the program in it, the part that was chosen,
and the problem that it solves, where there is one."""

from __future__ import annotations

import argparse
import os
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

from shortlist_engine.cli.exit_codes import BadInput
from shortlist_engine.cli.solving import refuse_practice
from shortlist_engine.cli.user_files import (
    beside,
    code_beside,
    language_of,
    problem_in,
    read_source,
    read_text,
)
from shortlist_engine.files import write_whole
from shortlist_engine.languages import file_suffix, find_suffix, runnable
from shortlist_engine.problem import Problem, Program
from shortlist_engine.statement import find_problems

_LINES = re.compile(r"(\d+)(?:-(\d+))?")


@dataclass(frozen=True)
class AssistFile:
    """Holds what a file says: its `text`, the `program` that stands in it, without the statement,
    or the part that was chosen; `lines` of this part, from 0 and without the last, None for all;
    the `problem`, None where there is none; `notes` are sentences for the user."""

    name: str
    text: str
    language: str
    program: Program
    problem: Problem | None
    lines: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()

    @property
    def whole(self) -> Program:
        """Returns the whole file as a program, line by line as it is."""
        return Program(self.language, self.text, files=self.program.files)


def read_assist(
    options: argparse.Namespace, *, any_language: bool = False, asks_model: bool = True
) -> AssistFile:
    """Reads the file that the options name; with `any_language` also one whose programs cannot be
    run, and unless `asks_model`, also one in which the user practises. Raises BadInput, naming the
    file."""
    text = read_source(options.file)
    if asks_model:
        refuse_practice(text, options.file)
    found = find_suffix(Path(options.file).suffix) if any_language else None
    if found is not None and options.language is None:
        language = found.name
    else:
        language = language_of(options.file, options.language)
    problem, notes = _problem(options, text, language, asks_model)
    lines = _chosen(getattr(options, "lines", None), text)
    if lines is not None:
        source = textwrap.dedent("\n".join(text.split("\n")[lines[0] : lines[1]])) + "\n"
    else:
        name = options.file if options.file != "-" else f"input{file_suffix(language)}"
        code = code_beside(text, name, options.line)
        source = code.source if code is not None and code.language == language else text
        if problem is None:
            source = text
    files = beside(options.file, text, language) if language in runnable() else ()
    program = Program(language, source, files=files)
    return AssistFile(options.file, text, language, program, problem, lines, notes)


def _problem(
    options: argparse.Namespace, text: str, language: str, asks_model: bool
) -> tuple[Problem | None, tuple[str, ...]]:
    if options.problem is not None:
        stated = read_text(options.problem)
        if asks_model:
            refuse_practice(stated, options.problem)
        found = problem_in(stated, options.problem, None)
        return found.problem, found.warnings
    if not find_problems(text, language):
        if options.line is not None:
            raise BadInput(f"{options.file}:{options.line}: no problem at this line. It has none.")
        return None, ()
    try:
        found = problem_in(text, options.file, options.line, language)
    except BadInput as error:
        if options.line is not None or " holds " in str(error):
            raise
        return None, (f"The statement was not read. {error}",)
    return found.problem, found.warnings


def _chosen(lines: str | None, text: str) -> tuple[int, int] | None:
    if lines is None:
        return None
    match = _LINES.fullmatch(lines.strip())
    count = len(text.rstrip("\n").split("\n"))
    if not match:
        raise BadInput(f"--lines: {lines} is not of the form 3-8.")
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= last <= count:
        raise BadInput(f"--lines: {lines} is not within the {count} lines of the file.")
    return first - 1, last


def write_over(name: str, before: str, after: str) -> None:
    """Writes the new text of a file over the old one, whole or not at all, in the same encoding.

    Raises BadInput where the file is no longer as it was read, is standard input, or cannot be
    written.
    """
    if name == "-":
        raise BadInput("--in-place needs a file, not standard input.")
    path = Path(os.path.realpath(name))  # what a link points to, and not the link
    try:
        data = path.read_bytes()
        mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        if data[len(mark) :].decode("utf-8") != before.removeprefix("\ufeff"):
            raise BadInput(f"{name} has changed meanwhile and is left alone: try again.")
        write_whole(
            path, mark + after.removeprefix("\ufeff").encode(), mode=path.stat().st_mode & 0o777
        )
    except UnicodeDecodeError as error:
        raise BadInput(f"{name} is not in UTF-8 and is left alone: save it as UTF-8.") from error
    except OSError as error:
        raise BadInput(f"{name} cannot be written: {error.strerror or error}.") from error
