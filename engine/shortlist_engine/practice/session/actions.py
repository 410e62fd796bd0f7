"""What a user can ask of practice, by name and with arguments, each answered with a document: how
editors ask. Programs are judged in `submitting.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from shortlist_engine.practice.session import documents
from shortlist_engine.practice.session.browsing import (
    STATES,
    Filter,
    State,
    listed,
    next_problem,
    rating_range,
    tags_of,
)
from shortlist_engine.practice.session.desk import Desk, Named, PracticeError, named_in
from shortlist_engine.practice.session.documents import Document
from shortlist_engine.practice.session.naming import named_by_id
from shortlist_engine.problem import Kind, SourceFile
from shortlist_engine.protocol import from_wire

T = TypeVar("T")
SUBMIT = "submit"


@dataclass(frozen=True)
class FilterArguments:
    """Say which problems are looked for; `rating` is one, 100 around it, or a range such as
    `1000-1400`."""

    tags: tuple[str, ...] = ()
    rating: str = ""
    voice: str | None = None
    kind: Kind | None = None
    set: str | None = None

    def filter(self, state: State | None = None, text: str = "") -> Filter:
        """Returns what is looked for. Raises PracticeError."""
        lowest, highest = rating_range(self.rating) if self.rating else (None, None)
        return Filter(
            self.tags, lowest, highest, self.voice or None, self.kind, self.set or None, state, text
        )


@dataclass(frozen=True)
class ListArguments(FilterArguments):
    """Say what is listed, and how much of it."""

    state: str | None = None
    search: str = ""
    limit: int | None = None


@dataclass(frozen=True)
class OpenArguments(FilterArguments):
    """Say what is opened, and where: `place` is the new file, or the folder for it. `template` is
    the text that it begins with, None for the user's own."""

    place: str = ""
    language: str | None = None
    template: str | None = None
    problem: str = ""


@dataclass(frozen=True)
class NextArguments(OpenArguments):
    """Say what is chosen among, and whether it is opened at once."""

    like: str | None = None
    seed: int | None = None
    open: bool = False


@dataclass(frozen=True)
class TargetArguments:
    """Say which problem is meant: the one that the file `name` with this `text` is about, or
    `problem` by its name."""

    text: str | None = None
    name: str = "The file"
    language: str | None = None
    problem: str | None = None
    again: bool = False

    def named(self, desk: Desk) -> tuple[Named, str]:
        """Returns the problem that is meant, and the language that it is solved in. Raises
        PracticeError, UnknownProblem and ProgressUnusable."""
        if self.problem:
            named, language = named_by_id(desk, self.problem)
            return named, self.language or language
        if self.text is None or self.language is None:
            raise PracticeError("Name a file in a language that can be run, or a problem.")
        return named_in(self.text, self.name), self.language


@dataclass(frozen=True)
class SubmitArguments:
    """Hold a program: the `text` of the file `name`, whose path is `file`, empty when it was never
    saved, with the `files` beside it."""

    text: str
    language: str
    name: str = "The file"
    file: str = ""
    problem: str | None = None
    standard: str = ""
    files: tuple[SourceFile, ...] = ()
    show_failure: bool = False


@dataclass(frozen=True)
class ContestArguments(FilterArguments):
    """Say what a contest is like. `folder` is the one for its files; None: a new one in `place`."""

    problems: int = 5
    minutes: int = 120
    at: float | None = None
    language: str | None = None
    folder: str | None = None
    place: str | None = None
    seed: int | None = None


@dataclass(frozen=True)
class ImportArguments:
    """Say what is imported, and as which set."""

    path: str
    name: str = ""
    replace: bool = False


@dataclass(frozen=True)
class RatingArguments:
    """Hold the user's rating, such as that of a judge."""

    rating: float


@dataclass(frozen=True)
class SetArguments:
    """Name an imported set."""

    name: str


@dataclass(frozen=True)
class ExportArguments:
    """Say which table is exported; to `file`, or, without one, only as rows."""

    table: str = "rounds"
    file: str | None = None


def perform(desk: Desk, action: str, arguments: Mapping[str, Any]) -> Document:
    """Does what is asked and returns its document. It may take seconds.

    Raises PracticeError, UnknownProblem, ProgressUnusable, and EngineError `invalidRequest` for an
    action that there is not or arguments of the wrong type."""
    work = _ACTIONS.get(action)
    if work is None:
        raise PracticeError(f"There is no action {action!r}; there are {', '.join(ACTIONS)}.")
    return documents.whole(desk, work(desk, arguments))


def read(shape: type[T], arguments: Mapping[str, Any]) -> T:
    """Returns arguments as one of the classes above. Raises EngineError `invalidRequest`."""
    return from_wire(shape, dict(arguments), "arguments")


def _list(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    asked = read(ListArguments, arguments)
    state = next((each for each in STATES if each == asked.state), None)
    if asked.state and state is None:
        raise PracticeError(f"There is no state {asked.state!r}; there are {', '.join(STATES)}.")
    rows = listed(desk, asked.filter(state, asked.search))
    return {**documents.of_list(rows, asked.limit), "tags": tags_of(rows)}


def _next(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    asked = read(NextArguments, arguments)
    chosen = next_problem(desk, asked.filter(), like=asked.like or None, seed=asked.seed)
    opened = _opened(desk, asked, chosen.problem) if asked.open else None
    return {**documents.of_next(chosen), "opened": opened}


def _open(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    asked = read(OpenArguments, arguments)
    if not asked.problem:
        raise PracticeError("Say which problem to open: its name, as `list` and `next` give it.")
    return _opened(desk, asked, asked.problem)


def _opened(desk: Desk, asked: OpenArguments, problem: str) -> Document:
    from shortlist_engine.practice.session.opening import open_problem

    if not asked.place:
        raise PracticeError("Say where to open it: a folder, or a new file.")
    opened = open_problem(
        desk,
        problem,
        language=asked.language or None,
        place=Path(asked.place),
        wanted=asked.filter(),
        template=asked.template,
    )
    return documents.of_opened(opened)


def _hint(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    from shortlist_engine.practice.session.helping import next_hint

    asked = read(TargetArguments, arguments)
    named, language = asked.named(desk)
    return documents.of_hints(next_hint(desk, named, language, again=asked.again))


def _give_up(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    from shortlist_engine.practice.session.helping import give_up

    named, language = read(TargetArguments, arguments).named(desk)
    return documents.of_explanation(give_up(desk, named, language))


def _explain(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    from shortlist_engine.practice.session.helping import explain

    named, language = read(TargetArguments, arguments).named(desk)
    return documents.of_explanation(explain(desk, named, language))


def _contest_start(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    from shortlist_engine.practice.session import contests

    asked = read(ContestArguments, arguments)
    if not (
        1 <= asked.problems <= contests.MOST_PROBLEMS
        and 1 <= asked.minutes <= contests.MOST_MINUTES
    ):
        raise PracticeError(
            f"A contest has 1 to {contests.MOST_PROBLEMS} problems and 1 to "
            f"{contests.MOST_MINUTES} minutes."
        )
    if not (asked.folder or asked.place):
        raise PracticeError("Say where the files of the contest go: a folder.")
    found = contests.start_contest(
        desk,
        count=asked.problems,
        minutes=asked.minutes,
        rating=asked.at,
        wanted=asked.filter(),
        language=asked.language or None,
        folder=Path(asked.folder) if asked.folder else None,
        place=Path(asked.place) if asked.place else None,
        seed=asked.seed,
    )
    return documents.of_contest_view(found)


def _contest(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    from shortlist_engine.practice.session.contests import contest_status

    return documents.of_contest_view(contest_status(desk))


def _contest_finish(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    from shortlist_engine.practice.session.contests import finish_contest

    return documents.of_contest_view(finish_contest(desk))


def _progress(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    from shortlist_engine.practice.session.overview import overview

    return documents.of_overview(overview(desk))


def _set_rating(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    from shortlist_engine.practice.session.overview import overview, set_rating

    asked = read(RatingArguments, arguments)
    if not 0 <= asked.rating <= 4000:
        raise PracticeError("A rating is from 0 to 4000.")
    set_rating(desk, asked.rating)
    return documents.of_overview(overview(desk))


def _import(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    from shortlist_engine.practice.collection.importing import UnusableSet, import_set

    asked = read(ImportArguments, arguments)
    try:
        done = import_set(
            Path(asked.path).expanduser(), desk.catalogue.folder, asked.name, replace=asked.replace
        )
    except UnusableSet as error:
        raise PracticeError(str(error)) from error
    except OSError as error:
        raise PracticeError(f"The set cannot be written: {error.strerror or error}.") from error
    return documents.of_import(done)


def _sets(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    counts = Counter(entry.set for entry in desk.catalogue.entries())
    return documents.of_sets([(each.name, counts[each.name]) for each in desk.catalogue.sets()])


def _remove_set(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    try:
        desk.catalogue.remove(read(SetArguments, arguments).name)
    except OSError as error:
        raise PracticeError(f"The set cannot be removed: {error.strerror}.") from error
    return _sets(desk, {})


def _export(desk: Desk, arguments: Mapping[str, Any]) -> Document:
    from shortlist_engine.practice.session.exporting import TABLES, rows, write_csv

    asked = read(ExportArguments, arguments)
    if asked.table not in TABLES:
        raise PracticeError(f"There is no table {asked.table!r}; there are {', '.join(TABLES)}.")
    found = rows(desk, asked.table)
    if asked.file:
        write_csv(Path(asked.file), found, asked.table)
    return {"table": asked.table, "rows": found, "file": asked.file or None}


_ACTIONS: dict[str, Callable[[Desk, Mapping[str, Any]], Document]] = {
    "list": _list,
    "next": _next,
    "open": _open,
    "hint": _hint,
    "giveUp": _give_up,
    "explain": _explain,
    "contestStart": _contest_start,
    "contest": _contest,
    "contestFinish": _contest_finish,
    "progress": _progress,
    "import": _import,
    "sets": _sets,
    "removeSet": _remove_set,
    "setRating": _set_rating,
    "export": _export,
}
ACTIONS = (*_ACTIONS, SUBMIT)
"""The names of all actions. What each takes are the arguments of its class above."""
