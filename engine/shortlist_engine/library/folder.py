"""A folder of somebody's own solutions: a problem for each program in it.

The statement is the comment that holds it, or what a tool wrote at the head of the file, or a text
beside the program: `README.md` in the folder of one problem, or `71A.md` beside `71A.py`. Without
any, the names of file and folder are all that is known.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shortlist_engine.languages import LANGUAGES, Language, find_suffix
from shortlist_engine.library.known import KnownProblem, KnownProgram, Unreadable
from shortlist_engine.statement import find_problems
from shortlist_engine.statement.comments import find_comments, normalise_newlines
from shortlist_engine.statement.header import clean_title, read_header
from shortlist_engine.statement.types import ProblemBlock

MAX_PROGRAM_BYTES = 256 * 1024
MAX_STATEMENT_BYTES = 256 * 1024
# A text in a folder of more programs than this is about them all.
PROGRAMS_OF_ONE_PROBLEM = 8
_SKIPPED = frozenset(
    {"node_modules", "__pycache__", "venv", "target", "build", "dist", "vendor", "site-packages"}
)
_STATEMENT = re.compile(
    r"(?:readme|problem|statement|description|question|task)\.(?:md|txt)$", re.I
)
_STATEMENT_SUFFIXES = (".md", ".txt")
_NO_NAME = re.compile(
    r"(?:main|sol|solution|solve|program|prog|code|index|mod|lib|answer|ac|accepted|test|py|cpp"
    r"|[a-z]\d?|\d{1,2})$",
    re.I,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class ProgramFile:
    """Stands for a program of a folder. `name` is its path in the folder; `stamp` changes with it
    and with `statement`, the text beside it."""

    name: str
    path: Path
    language: Language
    stamp: str
    statement: Path | None


def walk(folder: Path) -> Iterator[ProgramFile | Unreadable]:
    """Yields the programs in a folder and those below it, in order of their names, one directory at
    a time. Hidden ones, links to folders, and what tools install or build are passed over. Raises
    OSError when the folder itself cannot be read."""
    yield from _walk(folder, "", sorted(os.scandir(folder), key=lambda entry: entry.name))


def _walk(
    folder: Path, prefix: str, entries: list[os.DirEntry[str]]
) -> Iterator[ProgramFile | Unreadable]:
    files = [entry for entry in entries if not entry.name.startswith(".") and _is_file(entry)]
    programs = [(entry, language) for entry in files if (language := _language(entry.name))]
    texts = {
        name: entry for entry in files if (name := entry.name.lower()).endswith(_STATEMENT_SUFFIXES)
    }
    shared = next((texts[name] for name in sorted(texts) if _STATEMENT.match(name)), None)
    if len(programs) > PROGRAMS_OF_ONE_PROBLEM or not prefix:
        shared = None
    for entry, language in programs:
        stem = entry.name.rpartition(".")[0].lower()
        own = next((texts[stem + s] for s in _STATEMENT_SUFFIXES if stem + s in texts), shared)
        try:
            stamp = _stamp(entry) + (f" {_stamp(own)}" if own is not None else "")
        except OSError as error:
            yield Unreadable(entry.path, error.strerror or str(error))
            continue
        yield ProgramFile(
            prefix + entry.name,
            Path(entry.path),
            language,
            stamp,
            Path(own.path) if own is not None else None,
        )
    for entry in entries:
        if entry.name.startswith(".") or entry.name in _SKIPPED or not _is_folder(entry):
            continue
        try:
            below = sorted(os.scandir(entry.path), key=lambda each: each.name)
        except OSError as error:
            yield Unreadable(entry.path, error.strerror or str(error))
            continue
        yield from _walk(folder, f"{prefix}{entry.name}/", below)


def read_program(file: ProgramFile, folder: Path) -> KnownProblem | Unreadable:
    """Returns what is known of a program of `folder`: what it solves, and the program without the
    comment that states the problem."""
    try:
        text = _read(file.path, MAX_PROGRAM_BYTES)
        beside = _read(file.statement, MAX_STATEMENT_BYTES) if file.statement else ""
    except OSError as error:
        return Unreadable(str(file.path), error.strerror or str(error))
    except _Refused as error:
        return Unreadable(str(file.path), str(error))
    if not text.strip():
        return Unreadable(str(file.path), "it is empty")
    origin = f"{folder.name}/{file.name}"
    language = file.language.name
    blocks = [block for block in find_problems(text, language) if block.problem is not None]
    if blocks and (problem := blocks[0].problem) is not None:
        statement = "\n\n".join(
            each.problem.statement or each.problem.signature for each in blocks if each.problem
        )
        source = _without(text, blocks)
        return KnownProblem(
            problem.title or problem.entry_point or title_of(file.name),
            statement,
            problem.examples,
            problem.kind,
            (KnownProgram(language, source, origin),),
        )
    program = (KnownProgram(language, text, origin),)
    stated = [block for block in find_problems(beside, "markdown") if block.problem is not None]
    if stated and (problem := stated[0].problem) is not None:
        return KnownProblem(
            problem.title or title_of(file.name),
            problem.statement,
            problem.examples,
            problem.kind,
            program,
        )
    title, statement = _head(text, language)
    if beside.strip():
        first = beside.strip().partition("\n")[0]
        title = title or clean_title(re.sub(r"<[^>]+>", " ", first))[:120]
        statement = f"{statement}\n{beside}"
    # The name of a file often says more than its first comment.
    named = title_of(file.name)
    title = f"{title} ({named})" if title and named.lower() not in title.lower() else title or named
    return KnownProblem(title, statement, (), None, program)


def title_of(name: str) -> str:
    """Returns what a path says of the problem: `leetcode/0001-two-sum/main.py` is called "0001 two
    sum"."""
    parts = name.split("/")
    stem = parts[-1].rpartition(".")[0]
    if _NO_NAME.match(stem) and len(parts) > 1:
        stem = f"{parts[-2]} {stem}" if len(stem) <= 2 else parts[-2]
    return " ".join(_MARKS.sub(" ", _CAMEL.sub(" ", stem)).split())


class _Refused(ValueError):
    """Why a file that can be read is no program."""


def _read(path: Path, most: int) -> str:
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise _Refused(f"it is larger than {most // 1024} KiB")
    if b"\0" in data:
        raise _Refused("it is no text")
    return normalise_newlines(data.decode("utf-8-sig", "replace"))


def _head(text: str, language: str) -> tuple[str, str]:
    """Title and text of the comment that the program begins with, as far as it has one."""
    for comment in find_comments(text, language)[:1]:
        if comment.start_line > 3:
            break
        header = read_header(comment.lines, set(), [])
        lines = [line for number, line in enumerate(comment.lines) if number not in header.drop]
        return header.title, "\n".join(lines)
    return "", ""


def _without(text: str, blocks: list[ProblemBlock]) -> str:
    """The program without the comments that state a problem; one inside a function stays."""
    lines = text.split("\n")
    for block in reversed(blocks):
        first = lines[block.start_line]
        if block.problem and block.problem.kind == "stdin" and first == first.lstrip():
            del lines[block.start_line : block.end_line + 1]
    left = "\n".join(lines).strip("\n")
    return f"{left}\n" if left.strip() else text


def _language(name: str) -> Language | None:
    found = find_suffix(Path(name).suffix)
    if found is None or found.toolchain is None:
        return None
    return LANGUAGES[found.name] if Path(name).suffix.lower() in found.suffixes else None


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _stamp(entry: os.DirEntry[str]) -> str:
    about = entry.stat()
    return f"{about.st_mtime_ns}:{about.st_size}"
