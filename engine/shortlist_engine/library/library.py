"""Known solutions, found by the likeness of their problems."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from shortlist_engine.library.bank_problems import bank_parts, bank_problems
from shortlist_engine.library.folder import ProgramFile, read_program, walk
from shortlist_engine.library.index import Found, Index, IndexDamaged, IndexWriter, query_of
from shortlist_engine.library.known import KnownProblem, Unreadable
from shortlist_engine.library.likeness import Wording, common_phrases, same_problem
from shortlist_engine.library.problem_set import read_set
from shortlist_engine.library.sources import BANK, Source, SourceList, bank_source
from shortlist_engine.library.terms import (
    QUERY_TERMS,
    form_terms,
    statement_text,
    telling_words,
)
from shortlist_engine.places import cache_dir, library_file
from shortlist_engine.problem import Problem, Program

NEAREST = 150
"""Programs that are tried for a problem."""
PROGRAMS_OF_A_PROBLEM = 1
# Problems are searched for so many programs, since some are of another kind or language.
PROBLEMS_FOR_EACH = 3
COMMIT_EVERY = 500
UNREADABLE_KEPT = 100
# What a search may spend on an index that has to be made anew.
REPAIR_WITHIN_S = 2.0


@dataclass(frozen=True)
class Match:
    """Holds a known program that may fit: `program` has its origin; `title` and `score`, higher is
    more alike, are those of its problem, which is the `same` one when name or wording say so."""

    program: Program
    title: str
    score: float
    same: bool


@dataclass
class Update:
    """Counts what an update did. `seen` parts were looked at, `read` of them were new or changed,
    `gone` are no more; `unreadable` holds the first of the `left_out`. It is `complete` when
    everything was looked at."""

    source: str = ""
    seen: int = 0
    read: int = 0
    gone: int = 0
    left_out: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)
    complete: bool = False

    def leave_out(self, what: Unreadable) -> None:
        """Counts something that could not be read."""
        self.left_out += 1
        if len(self.unreadable) < UNREADABLE_KEPT:
            self.unreadable.append(what)


class Library:
    """Searches the `sources`, whose index is at `index` and belongs to this list of them: what is
    of other sources is forgotten."""

    def __init__(self, sources: Sequence[Source], index: Path) -> None:
        self.sources = tuple(sources)
        self._index = Index(index)

    def update(
        self,
        *,
        cancelled: threading.Event | None = None,
        seconds: float | None = None,
        wait: bool = True,
        progress: Callable[[Update], None] | None = None,
    ) -> Update:
        """Brings the index up to date with the sources: what is new or has changed is read, what is
        gone is forgotten. It stops when `cancelled` is set or `seconds` are over, keeps what it
        has, and goes on there the next time. Without `wait` it does nothing while another process
        updates. It blocks. Raises IndexUnusable."""
        try:
            return self._update(cancelled, seconds, wait, progress)
        except IndexDamaged:
            self._index.discard()
            return self._update(cancelled, seconds, wait, progress)

    def _update(
        self,
        cancelled: threading.Event | None,
        seconds: float | None,
        wait: bool,
        progress: Callable[[Update], None] | None,
    ) -> Update:
        done = Update()
        work = _Updating(done, cancelled or threading.Event(), seconds, progress)
        with self._index.changing(wait) as writer:
            if writer is not None:
                writer.keep_only(source.name for source in self.sources)
                done.complete = work.all(writer, self.sources)
                writer.commit()
        return done

    def nearest(
        self,
        problem: Problem,
        *,
        count: int = NEAREST,
        languages: Collection[str] | None = None,
        exclude: Sequence[Problem] = (),
    ) -> list[Match]:
        """Returns at most `count` programs in `languages` (None: any) of the problems most like
        `problem`, the most alike first, one of each. No program of a problem that is one
        of `exclude` is among them, whatever source it comes from (see `same_problem`). It blocks.
        Raises IndexUnusable."""
        query = query_of(terms_of(problem))
        names = [source.name for source in self.sources]
        if not query or not names:
            return []
        out = [Wording(each.title, statement_of(each)) for each in exclude]
        fitting = [
            (found, Wording(found.title, found.statement))
            for found in self._search(query, PROBLEMS_FOR_EACH * count, names)
            if found.kind in (None, problem.kind)
        ]
        phrases = common_phrases(wording.shingles for _, wording in fitting)
        alike = [
            (found, wording)
            for found, wording in fitting
            if not any(same_problem(wording, other, phrases) for other in out)
        ]
        programs = self._index.programs([found.id for found, _ in alike])
        matches: dict[str, Match] = {}
        own = Wording(problem.title, statement_of(problem))
        for found, wording in alike:
            usable = (
                Program(each.language, each.source, origin=_origin(found.source, each.origin))
                for each in programs[found.id]
                if (languages is None or each.language in languages)
                and (problem.kind == "stdin" or problem.entry_point in each.source)
            )
            for program in islice(usable, PROGRAMS_OF_A_PROBLEM):
                same = same_problem(wording, own, phrases)
                match = Match(program, found.title, found.score, same)
                matches.setdefault(program.id, match)
        return list(matches.values())[:count]

    def _search(self, query: str, count: int, names: Sequence[str]) -> list[Found]:
        try:
            return self._index.search(query, count, names)
        except IndexDamaged:
            self.update(seconds=REPAIR_WITHIN_S)
            return self._index.search(query, count, names)

    def sizes(self) -> dict[str, tuple[int, int]]:
        """Returns the numbers of problems and programs of each source that is in the index. Raises
        IndexUnusable."""
        return self._index.sizes()


def user_sources() -> SourceList:
    """Returns the list that `shortlist library` changes."""
    return SourceList(library_file())


def user_library() -> Library:
    """Returns the user's library. Raises SourceError and OSError."""
    return Library(user_sources().read(), cache_dir() / "library" / "index.sqlite")


def bank_library() -> Library:
    """Returns a library that has the problem bank, whatever the user's list of sources says: the
    user's own where the bank is in it. Raises SourceError and OSError."""
    sources = user_sources().read()
    if any(source.name == BANK for source in sources):
        return user_library()
    return Library((bank_source(),), cache_dir() / "library" / "bank.sqlite")


def statement_of(problem: Problem) -> str:
    """Returns the words of a problem's statement, those of its signature where it is a function."""
    return statement_text(f"{problem.statement}\n{problem.signature}")


def terms_of(problem: Problem) -> dict[str, list[str]]:
    """Returns what is searched for, by the index's columns."""
    stated = telling_words(statement_of(problem))[:QUERY_TERMS]
    titled = telling_words(problem.title)
    return {
        "title": titled,
        "statement": list(dict.fromkeys([*titled, *stated])),
        "form": form_terms(problem.examples),
    }


def _origin(source: str, place: str) -> str:
    return f"from {place}" if source == BANK else f"from your library: {place}"


class _Updating:
    """One update under way."""

    def __init__(
        self,
        done: Update,
        cancelled: threading.Event,
        seconds: float | None,
        progress: Callable[[Update], None] | None,
    ) -> None:
        self._done = done
        self._cancelled = cancelled
        self._until = None if seconds is None else time.monotonic() + seconds
        self._progress = progress
        self._uncommitted = 0

    def all(self, writer: IndexWriter, sources: Sequence[Source]) -> bool:
        """Brings the sources up to date, as far as there is time; says whether it was enough."""
        try:
            for source in sources:
                self._update(writer, source)
        except _Stopped:
            return False
        return True

    def _update(self, writer: IndexWriter, source: Source) -> None:
        """A source that is not there at the moment, such as on a disk that is not mounted, keeps
        what is known of it."""
        self._done.source = source.name
        known = writer.stamps(source.name)
        try:
            for name, stamp, problems in _parts(source):
                self._done.seen += 1
                self._go_on()
                if known.pop(name, None) != stamp:
                    writer.put(source.name, name, stamp, self._readable(problems))
                    self._done.read += 1
                    self._commit_sometimes(writer)
                if self._progress is not None:
                    self._progress(self._done)
        except OSError as error:
            self._done.leave_out(Unreadable(source.name, error.strerror or str(error)))
            return
        for name in known:
            self._go_on()
            writer.remove(source.name, name)
            self._done.gone += 1
            self._commit_sometimes(writer)

    def _readable(self, problems: Iterable[KnownProblem | Unreadable]) -> Iterator[KnownProblem]:
        for problem in problems:
            self._go_on()
            if isinstance(problem, Unreadable):
                self._done.leave_out(problem)
            else:
                yield problem

    def _go_on(self) -> None:
        if self._cancelled.is_set() or (self._until and time.monotonic() > self._until):
            raise _Stopped

    def _commit_sometimes(self, writer: IndexWriter) -> None:
        self._uncommitted += 1
        if self._uncommitted >= COMMIT_EVERY:
            writer.commit()
            self._uncommitted = 0


class _Stopped(Exception):
    pass


def _parts(
    source: Source,
) -> Iterator[tuple[str, str, Iterable[KnownProblem | Unreadable]]]:
    """The parts of a source: what each is called, what changes with it, and its problems, which
    are read when they are asked for. Raises OSError."""
    if source.kind == "bank":
        for name, stamp in bank_parts():
            yield name, stamp, _later(bank_problems, name)
    elif source.kind == "set":
        about = source.path.stat()
        yield source.path.name, f"{about.st_mtime_ns}:{about.st_size}", read_set(source.path)
    else:
        for found in walk(source.path):
            if isinstance(found, ProgramFile):
                yield found.name, found.stamp, _one(found, source.path)
            else:
                yield str(found.where), "unreadable", [found]


def _later(read: Callable[[str], Iterable[KnownProblem]], name: str) -> Iterator[KnownProblem]:
    yield from read(name)


def _one(file: ProgramFile, folder: Path) -> Iterator[KnownProblem | Unreadable]:
    yield read_program(file, folder)
