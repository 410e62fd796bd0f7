"""The user's files: the problem and the program in them, and new ones, written whole."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from shortlist_engine.cli.exit_codes import BadInput
from shortlist_engine.fairness import marks_in
from shortlist_engine.files import write_whole
from shortlist_engine.languages import TEXT_SUFFIXES, find_suffix, runnable, written
from shortlist_engine.languages.beside import TooMuchBeside, files_beside
from shortlist_engine.problem import Problem, Program, SourceFile
from shortlist_engine.statement import find_problems, parse_statement
from shortlist_engine.statement.types import ProblemBlock, StatementError
from shortlist_engine.texts import UnknownEncoding, decode

MAX_FILE_BYTES = 16 * 1024 * 1024


class ProblemInFile(NamedTuple):
    """Holds a problem, the languages to write it in (None: all), and what is odd about its
    statement."""

    problem: Problem
    languages: tuple[str, ...] | None
    warnings: tuple[str, ...]


def read_problem(name: str, line: int | None) -> ProblemInFile:
    """Reads the problem in the file `name` (`-`: standard input), at `line` (from 1) when given.

    Raises BadInput naming the file, the line and what is missing.
    """
    return problem_in(read_text(name), name, line)


def problem_in(
    text: str, name: str, line: int | None, language: str | None = None
) -> ProblemInFile:
    """Does as `read_problem` for a file that has been read; `language` is that of its comments when
    its name does not tell."""
    suffix = _suffix(name)
    shown = "standard input" if name == "-" else name
    if language is not None:
        language_id = language
    elif suffix in TEXT_SUFFIXES:
        language_id = "markdown"
    elif (found := find_suffix(suffix)) is not None:
        language_id = found.name
    else:
        raise BadInput(
            f"{shown}: files ending in {suffix} are not known. Pass the statement as a .md or .txt "
            "file, or on standard input with -."
        )
    blocks = find_problems(text, language_id)
    if line is None:
        blocks = [block for block in blocks if not block.has_body] or blocks
    block = _choose(blocks, line, shown)
    if block is None and language_id == "markdown":
        try:
            return ProblemInFile(parse_statement(text), None, ())
        except StatementError as error:
            raise BadInput(f"{shown}:{error.line + 1}: {error.message}.") from error
    if block is None:
        raise BadInput(
            f"{shown}: no problem found. It has to stand as a comment with at least one example, "
            "such as lines 'Input' and 'Output' with their text below."
        )
    issues = tuple(
        f"{shown}:{issue.line + 1}: {'a guess: ' if issue.guess else ''}{issue.message}"
        for issue in block.issues
    )
    if block.problem is None:
        raise BadInput("\n".join(issues))
    languages = (language_id,) if language_id in written() else None
    return ProblemInFile(block.problem, languages, issues)


def _choose(blocks: list[ProblemBlock], line: int | None, shown: str) -> ProblemBlock | None:
    where = ", ".join(str(block.start_line + 1) for block in blocks)
    if line is not None:
        for block in blocks:
            if block.start_line <= line - 1 <= block.end_line:
                return block
        others = f"Problems begin at line {where}." if blocks else "It has none."
        raise BadInput(f"{shown}:{line}: no problem at this line. {others}")
    if len(blocks) > 1:
        raise BadInput(
            f"{shown} holds {len(blocks)} problems, beginning at lines {where}. "
            "Choose one with --line."
        )
    return blocks[0] if blocks else None


def language_of(name: str, language: str | None) -> str:
    """Returns the language of the program in the file `name`, unless `language` says it.

    Raises BadInput when it is not one that programs can be run in.
    """
    known = ", ".join(runnable())
    if language is not None:
        if language not in runnable():
            raise BadInput(f"--language: {language} is not known; choose among {known}.")
        return language
    found = find_suffix(_suffix(name))
    if found is not None and found.toolchain is not None:
        return found.name
    shown = "standard input" if name == "-" else name
    if name != "-" and _suffix(name) in TEXT_SUFFIXES[1:]:
        raise BadInput(
            f"{shown} is a statement, not a program: name the program, and the statement with "
            f"--problem {shown}."
        )
    what = (
        f"programs in {found.name} cannot be run"
        if found
        else "its name does not tell its language"
    )
    raise BadInput(f"{shown}: {what}. Name one with --language: {known}.")


def program_in(text: str, language: str, line: int | None) -> str:
    """Returns the program in a source file: all of it, or, when it holds several problems, what
    belongs to the one at `line` (from 1), on its own lines, with the others' left empty."""
    blocks = find_problems(text, language)
    block = next((b for b in blocks if line and b.start_line <= line - 1 <= b.end_line), None)
    blocks = [other for other in blocks if other == block or not other.has_body]
    if block is None or len(blocks) < 2:
        return text
    if block.problem is not None and block.problem.kind == "function":
        return text  # functions do not disturb each other
    last = min((b.start_line for b in blocks if b.start_line > block.end_line), default=None)
    lines = text.split("\n")
    return "\n" * block.start_line + "\n".join(lines[block.start_line : last]) + "\n"


def code_beside(text: str, name: str, line: int | None) -> Program | None:
    """Returns the program that stands beside the problem in a source file, at `line` (from 1) when
    given, without the comment and marks of practice; of a function problem the function. None where
    there is none."""
    entry = find_suffix(_suffix(name))
    if entry is None or entry.toolchain is None:
        return None
    blocks = find_problems(text, entry.name)
    if line is not None:
        blocks = [each for each in blocks if each.start_line <= line - 1 <= each.end_line]
    if any(block.problem and block.problem.kind == "function" for block in blocks):
        code = text if any(block.has_body for block in blocks) else ""
    else:
        lines = program_in(text, entry.name, line).split("\n")
        comments = {row for each in blocks for row in range(each.start_line, each.end_line + 1)}
        kept = (each for row, each in enumerate(lines) if row not in comments)
        code = "\n".join(each for each in kept if not marks_in(each))
    code = code.strip("\n")
    return Program(entry.name, f"{code}\n") if code.strip() else None


def _suffix(name: str) -> str:
    return Path(name).suffix.lower() if name != "-" else ""


def read_text(name: str) -> str:
    """Returns the text of a file, or of standard input for `-`. Raises BadInput."""
    try:
        return decode(_bytes_of(name), "Standard input" if name == "-" else name)
    except UnknownEncoding as error:
        raise BadInput(f"{error}.") from error


def read_source(name: str) -> str:
    """Returns the text of a program as `read_text` does, with what is not UTF-8 replaced where its
    encoding is not certain: it stands in comments. Raises BadInput."""
    data = _bytes_of(name)
    try:
        return decode(data, name)
    except UnknownEncoding:
        return data.decode("utf-8", "replace")


def beside(name: str, source: str, language: str) -> tuple[SourceFile, ...]:
    """Returns the files in the folder of the program `name` that it includes or imports. Raises
    BadInput."""
    if name == "-":
        return ()
    try:
        found = files_beside(name, source, language)
    except TooMuchBeside as error:
        raise BadInput(f"{error}.") from error
    except OSError as error:
        raise BadInput(f"{error.filename} cannot be read: {error.strerror}.") from error
    return tuple(SourceFile(path, text) for path, text in sorted(found.items()))


def _bytes_of(name: str) -> bytes:
    try:
        if name == "-":
            if sys.stdin.isatty():
                print("Reading standard input; Ctrl-D ends it.", file=sys.stderr)
            data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
        else:
            with open(name, "rb") as file:
                data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}.") from error
    if len(data) > MAX_FILE_BYTES:
        raise BadInput(f"{name} is larger than 16 MiB; that is no statement and no program.")
    return data


def check_output(output: str | None) -> Path | None:
    """Returns the path of `--output`, None without it. Raises BadInput when the best program could
    not be written, before any work is done."""
    if output is None:
        return None
    path = Path(output)
    if path.exists():
        raise BadInput(f"--output: {output} exists already and is not overwritten.")
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise BadInput(f"--output: files cannot be made in {path.parent}.")
    return path


def write_program(path: Path, source: str) -> None:
    """Writes the new file whole or not at all. Raises BadInput when that cannot be done."""
    try:
        write_whole(path, (source.rstrip("\n") + "\n").encode(), replace=False)
    except OSError as error:
        if os.path.lexists(path):
            why = "has appeared meanwhile and is not overwritten"
        else:
            why = f"cannot be written: {error.strerror or error}"
        raise BadInput(
            f"--output: {path} {why}. The best program is in what was printed."
        ) from error
