"""The files of a contest."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from shortlist_engine.languages import file_suffix
from shortlist_engine.practice.coaching.contest_rules import letter
from shortlist_engine.practice.collection.opened_file import file_text
from shortlist_engine.practice.collection.practice_problem import PracticeProblem
from shortlist_engine.practice.session.desk import Desk
from shortlist_engine.practice.session.opening import template_for, written


def write_files(
    desk: Desk, problems: Sequence[PracticeProblem], language: str, place: Path
) -> list[Path]:
    """Writes a file of each problem, called by its letter, into the folder `place`: all of them or
    none. Raises PracticeError."""
    files: list[Path] = []
    try:
        template = template_for(None, language)
        for number, problem in enumerate(problems):
            text = file_text(problem, language, template, desk.today)
            files.append(written(place / f"{letter(number)}{file_suffix(language)}", text, None))
    except BaseException:
        for file in files:
            file.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            place.rmdir()  # where it is empty, and so of no use
        raise
    return files


def new_folder(desk: Desk, parent: Path) -> Path:
    """Returns a folder in `parent` that is not there yet, called after the day."""
    name = f"contest-{desk.today.isoformat()}"
    place, number = parent / name, 2
    while place.exists():
        place = parent / f"{name}-{number}"
        number += 1
    return place
