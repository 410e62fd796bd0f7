"""Opens problems as files, and never writes over one."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from pathlib import Path

from shortlist_engine.files import write_whole
from shortlist_engine.languages import find_suffix, runnable
from shortlist_engine.newfiles import opens_in, user_template, write_new
from shortlist_engine.practice.collection.bank_problems import FUNCTION_LANGUAGES
from shortlist_engine.practice.collection.opened_file import file_name, file_text
from shortlist_engine.practice.collection.practice_problem import BANK, PracticeProblem
from shortlist_engine.practice.journal.reader import Reader
from shortlist_engine.practice.journal.writer import Writer
from shortlist_engine.practice.session.browsing import Filter, fresh_problem
from shortlist_engine.practice.session.desk import (
    Desk,
    PracticeError,
    record_of,
    usual_language,
)
from shortlist_engine.texts import UnknownEncoding


@dataclass(frozen=True)
class Opened:
    """Holds a problem and the file that it is in. `was_open` says that the file was there already,
    from the last time, and nothing was written. `notes` are sentences for the user."""

    problem: PracticeProblem
    file: Path
    language: str
    was_open: bool
    notes: tuple[str, ...] = ()


def open_problem(
    desk: Desk,
    identity: str,
    *,
    language: str | None = None,
    place: Path | None = None,
    wanted: Filter | None = None,
    template: str | None = None,
) -> Opened:
    """Writes the file of a problem, or of a new one of an item, and begins a round of it.

    `place` is the new file, or the folder in which it gets a name (None: the working directory).
    `language` is that of the file's name, else the one used last. `template` is its text, None for
    the user's own. A problem whose round goes on in a file that is still there is not written again
    unless a new `place` names a file. Raises UnknownProblem, PracticeError, ProgressUnusable (after
    the file was written, which stays).
    """
    wanted = wanted or Filter()
    place = place or Path.cwd()
    is_folder = place.is_dir() or not place.suffix
    with desk.journal.reading() as reader:
        language = _language(language, None if is_folder else place, usual_language(reader))
        identity = _exact(desk, identity, reader, wanted, language)
        last = reader.last_round(identity)
    if is_folder and last is not None and last.outcome is None and Path(last.file).is_file():
        problem = desk.catalogue.problem(identity, last.language)
        return Opened(problem, Path(last.file), last.language, True)
    problem = desk.catalogue.problem(identity, language)
    text = file_text(problem, language, template_for(template, language), desk.today)
    file = written(place, text, None if not is_folder else file_name(problem, language))
    with desk.journal.writing() as writer:
        note_opened(desk, writer, problem, language, file)
    return Opened(problem, file, language, False)


def note_opened(
    desk: Desk,
    writer: Writer,
    problem: PracticeProblem,
    language: str,
    file: Path,
    contest: int | None = None,
) -> int:
    """Keeps that a problem is in a file: in the round that goes on, or in a new one, whose number
    is returned."""
    writer.put_problem(record_of(problem))
    last = writer.last_round(problem.id)
    if last is not None and last.outcome is None:
        writer.move_round(last.id, language, str(file.absolute()))
        return last.id
    return writer.open_round(problem.id, desk.now, language, str(file.absolute()), contest)


def written(place: Path, text: str, name: str | None) -> Path:
    """Writes a new file: `place` itself, or one that is called `name`, or nearly so, in the folder
    `place`. Raises PracticeError when it cannot be written, or is there already."""
    path = place if name is None else place / name
    try:
        if name is not None:
            return write_new(place, name, text)
        write_whole(place, text.encode(), replace=False)
        return place
    except FileExistsError:
        if name is None and os.path.lexists(path):
            raise PracticeError(
                f"{path} exists already and is not overwritten: name another file."
            ) from None
        raise PracticeError(f"{path} cannot be written: no folder can be made.") from None
    except OSError as error:
        raise PracticeError(f"{path} cannot be written: {error.strerror or error}.") from error


def check_language(language: str) -> None:
    """Raises PracticeError when problems cannot be opened in a language."""
    if not opens_in(language):
        raise PracticeError(
            f"Programs in {language} cannot be run; these can: {', '.join(runnable())}."
        )


def _language(given: str | None, file: Path | None, usual: str) -> str:
    if given is None and file is not None:
        found = find_suffix(file.suffix)
        if found is None or found.toolchain is None:
            raise PracticeError(
                f"{file.name} does not tell a language that can be run: name the language."
            )
        given = found.name
    language = given or usual
    check_language(language)
    return language


def _exact(desk: Desk, identity: str, reader: Reader, wanted: Filter, language: str) -> str:
    """The name of a problem, where that of a family of the bank stands for a new one of it."""
    entry = desk.catalogue.entry(identity)
    if entry.voices:
        rest = identity.strip().removeprefix(f"{BANK}/")
        if "/" in rest:
            if rest.count("/") == 1 and (wanted.voice or wanted.function):
                rest += f"/{wanted.voice or 'docstring'}"
            return desk.catalogue.problem(f"{BANK}/{rest}", _told_in(language)).id
        if wanted.function and language not in FUNCTION_LANGUAGES:
            raise PracticeError(
                f"Functions are asked for in {' and '.join(FUNCTION_LANGUAGES)}, not in {language}."
            )
        return fresh_problem(desk, reader, entry, wanted, random.Random(desk.now))
    return entry.item


def _told_in(language: str) -> str:
    """A language in which every voice exists: only the name is asked for."""
    return language if language in FUNCTION_LANGUAGES else FUNCTION_LANGUAGES[0]


def template_for(given: str | None, language: str) -> str:
    """Returns the template that was given, or the user's own. Raises PracticeError."""
    if given is not None:
        return given
    try:
        return user_template(language)
    except UnknownEncoding as error:
        raise PracticeError(f"{error}.") from error
    except OSError as error:
        raise PracticeError(
            f"The template {error.filename} cannot be read: {error.strerror}."
        ) from error
